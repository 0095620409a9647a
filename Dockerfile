# namefix as a service: docker build --tag namefix . && docker run --publish 127.0.0.1:8081:8081 namefix
# Tables of your own: --volume "$PWD/tables:/tables:ro" namefix --table /tables/newsroom.csv
FROM python:3.12-slim AS build
WORKDIR /src
COPY . .
RUN python -m venv /opt/namefix && /opt/namefix/bin/pip install --no-cache-dir ".[serve]"

FROM python:3.12-slim
RUN useradd --system --create-home --uid 10001 namefix
COPY --from=build /opt/namefix /opt/namefix
ENV PATH=/opt/namefix/bin:$PATH PYTHONUNBUFFERED=1
USER 10001
WORKDIR /home/namefix
EXPOSE 8081
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8081/health/ready', timeout=4)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["namefix", "serve", "--host", "0.0.0.0"]
