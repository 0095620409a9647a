"""Chinese surnames in simplified characters, and those that are read otherwise than their characters elsewhere."""

from __future__ import annotations

from namefix.names.readings import pinyin

SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金"
    "石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐伍庞颜倪庄聂章鲁岳"
    "翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳"
    "时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖"
    "巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖"
    "漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈"
    "湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由"
    "信蹇芈游琚綦晋咸嘉訾郗郦"
)
"""The four hundred most frequent surnames of one character."""

COMPOUND_SURNAMES = frozenset(
    "欧阳 上官 司马 诸葛 司徒 夏侯 皇甫 尉迟 公孙 慕容 令狐 端木 独孤 南宫 东方 西门 轩辕 宇文 长孙 澹台 呼延 完颜 "
    "闻人 申屠 太史 拓跋 百里 东郭 钟离 赫连 欧陽".split()
)
"""Surnames of two characters."""

SURNAME_READINGS = {
    "曾": "Zeng", "单": "Shan", "解": "Xie", "仇": "Qiu", "朴": "Piao", "查": "Zha", "盖": "Ge", "区": "Ou", "任": "Ren",
    "华": "Hua", "纪": "Ji", "尉": "Wei", "翟": "Zhai", "葛": "Ge", "宁": "Ning", "乐": "Yue", "缪": "Miao", "冼": "Xian",
    "覃": "Qin", "谌": "Chen", "句": "Gou", "召": "Shao", "繁": "Po", "员": "Yun", "种": "Chong", "隗": "Wei", "车": "Che",
    "石": "Shi", "薄": "Bo", "万": "Wan", "折": "She", "黑": "He", "洗": "Xian", "秘": "Bi", "重": "Chong", "燕": "Yan",
    "能": "Nai", "訾": "Zi", "褚": "Chu", "牟": "Mou", "郗": "Xi", "郇": "Xun", "於": "Yu", "么": "Yao", "哈": "Ha",
    "澹台": "Tantai", "尉迟": "Yuchi", "长孙": "Zhangsun", "令狐": "Linghu", "万俟": "Moqi", "宇文": "Yuwen",
    "单于": "Chanyu", "吕": "Lu", "闾": "Lu", "祭": "Zhai", "晟": "Cheng", "都": "Du", "厉": "Li", "沈": "Shen",
    "俞": "Yu", "柏": "Bai", "贾": "Jia", "洗马": "Xianma", "钟离": "Zhongli", "臧": "Zang", "阚": "Kan", "隽": "Juan",
    "亓": "Qi", "佘": "She", "仝": "Tong", "逯": "Lu", "昝": "Zan", "芮": "Rui", "邰": "Tai", "郜": "Gao", "晁": "Chao",
}  # fmt: skip
"""Pinyin of surnames whose characters have other readings, or rare ones."""


def own_name(native: str, size: int) -> str:
    """Return the pinyin of the name of a person of China whose surname has a number of characters.

    Example:
        >>> own_name("曾晓晨", 1), own_name("欧阳娜", 2)
        ('Zeng Xiaochen', 'Ouyang Na')
    """
    surname, given = native[:size], native[size:]
    return f"{SURNAME_READINGS.get(surname) or pinyin(surname)} {pinyin(given)}"
