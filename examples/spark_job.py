"""Repair the names of articles in Parquet with Spark: `spark-submit examples/spark_job.py INPUT OUTPUT`.

The output has the id of each article and the struct `fixed`: text, edits, review, warnings. It is written in slices. A job
that was ended continues with the articles that have no result yet, and so does one whose input has grown.

To use processes of the installation that has namefix, set PYSPARK_PYTHON to its Python.
"""

from __future__ import annotations

import argparse

from pyspark.errors import AnalysisException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.functions import col, lit, pmod, xxhash64

from namefix.integrations.spark import fix_column


def main() -> None:
    """Read the options and repair the articles."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", help="Parquet with the articles")
    parser.add_argument("output", help="folder of the results in Parquet")
    parser.add_argument("--id", default="id", help="column with unique ids")
    parser.add_argument("--text", default="text", help="column with the texts")
    parser.add_argument("--source", help="column with the sources of the translations")
    parser.add_argument("--language", help="column with the languages of the sources, or one code")
    parser.add_argument("--table", action="append", default=[], help="a table of your own; may be repeated")
    parser.add_argument("--slices", type=int, default=16, help="number of parts after each of which results are kept")
    options = parser.parse_args()
    spark = SparkSession.builder.appName("namefix").getOrCreate()
    articles = spark.read.parquet(options.input)
    left = without_done(spark, articles, options.id, options.output)
    slice_of = pmod(xxhash64(col(options.id)), lit(options.slices))
    settings = {"source": options.source, "language": options.language, "tables": tuple(options.table)}
    for number in range(options.slices):
        fixed = fix_column(left.where(slice_of == number), options.text, **settings)
        fixed.select(options.id, "fixed").write.mode("append").parquet(options.output)
    spark.stop()


def without_done(spark: SparkSession, articles: DataFrame, key: str, output: str) -> DataFrame:
    """Return the articles whose ids are not in the output of an earlier run."""
    try:
        done = spark.read.parquet(output).select(key)
    except AnalysisException as error:
        if error.getCondition() not in ("PATH_NOT_FOUND", "UNABLE_TO_INFER_SCHEMA"):
            raise
        return articles  # there is no output yet, or none with rows
    return articles.join(done, key, "left_anti")


if __name__ == "__main__":
    main()
