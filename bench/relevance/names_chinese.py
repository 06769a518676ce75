"""Chinese names in characters, and the ways they are written in Latin letters."""

import random
from functools import cache

# Characters (simplified, then traditional where it differs), pinyin, then the spellings of Hong
# Kong, Taiwan, Malaysia and older records.
_SURNAMES = """
王 Wang Wong|李 Li Lee|张張 Zhang Chang Cheung|刘劉 Liu Lau Liou|陈陳 Chen Chan Chin Tan
杨楊 Yang Yeung Young|黄黃 Huang Wong Hwang|赵趙 Zhao Chao Chiu|吴吳 Wu Ng Woo|周 Zhou Chou Chow
徐 Xu Hsu Tsui|孙孫 Sun Suen|马馬 Ma Mah|朱 Zhu Chu|胡 Hu Woo Wu|郭 Guo Kuo Kwok|何 He Ho Hor
高 Gao Kao Ko|林 Lin Lam Lim|罗羅 Luo Lo Law|郑鄭 Zheng Cheng Tseng|梁 Liang Leung Leong
谢謝 Xie Hsieh Tse|宋 Song Sung|唐 Tang Tong|许許 Xu Hsu Hui|韩韓 Han Hon|冯馮 Feng Fung Fong
邓鄧 Deng Teng Tang|曹 Cao Tsao Cho|彭 Peng Pang|曾 Zeng Tseng Tsang|肖蕭 Xiao Hsiao Siu
田 Tian Tien Tin|董 Dong Tung|袁 Yuan Yuen|潘 Pan Poon Pun|蒋蔣 Jiang Chiang|蔡 Cai Tsai Choi
余 Yu Yue|杜 Du Tu|叶葉 Ye Yeh Yip|程 Cheng Ching|苏蘇 Su Soo So|魏 Wei Ngai|吕呂 Lu Lui Lyu
丁 Ding Ting|任 Ren Jen Yam|沈 Shen Sum|姚 Yao Yiu|卢盧 Lu Lo Loo|姜 Jiang Chiang Keung
崔 Cui Tsui|钟鍾 Zhong Chung|谭譚 Tan Tam|陆陸 Lu Luk|汪 Wang Wong|范 Fan|金 Jin Chin Kam
石 Shi Shih Shek|廖 Liao Liew|贾賈 Jia Chia|夏 Xia Hsia Ha|韦韋 Wei Wai|方 Fang Fong
白 Bai Pai Pak|邹鄒 Zou Tsou Chow|孟 Meng Mang|熊 Xiong Hsiung Hung|秦 Qin Chin Chun
邱 Qiu Chiu Yau|江 Jiang Chiang Kong|薛 Xue Hsueh Sit|闫閻 Yan Yen Yim|段 Duan Tuan|雷 Lei Lui
侯 Hou Hau|龙龍 Long Lung|史 Shi Shih Sze|陶 Tao To|黎 Li Lai|贺賀 He Ho|顾顧 Gu Ku Koo
毛 Mao Mo|郝 Hao Hau|龚龔 Gong Kung|邵 Shao Siu|万萬 Wan Man|钱錢 Qian Chien Chin|戴 Dai Tai
严嚴 Yan Yen Yim|欧歐 Ou Au|莫 Mo Mok|孔 Kong Kung Hung|常 Chang Sheung|汤湯 Tang Tong
康 Kang Hong|易 Yi Yick|乔喬 Qiao Chiao Kiu|赖賴 Lai|文 Wen Man|俞 Yu Yue|章 Zhang Chang Cheung
鲁魯 Lu Lo|葛 Ge Ko|岑 Cen Sam Shum|司徒 Situ Szeto Seto|欧阳歐陽 Ouyang Auyeung Auyang
"""
_GIVEN = """
明 Ming|伟偉 Wei|芳 Fang|娜 Na|敏 Min|静靜 Jing|丽麗 Li|强強 Qiang|磊 Lei|军軍 Jun|洋 Yang
勇 Yong|艳豔 Yan|杰傑 Jie|娟 Juan|涛濤 Tao|超 Chao|秀 Xiu|霞 Xia|平 Ping|刚剛 Gang|桂 Gui
英 Ying|华華 Hua|玉 Yu|兰蘭 Lan|红紅 Hong|梅 Mei|文 Wen|建 Jian|国國 Guo|志 Zhi|海 Hai|春 Chun
晓曉 Xiao|雪 Xue|雨 Yu|婷 Ting|宇 Yu|浩 Hao|欣 Xin|佳 Jia|嘉 Jia|俊 Jun|子 Zi|思 Si|梦夢 Meng
琳 Lin|林 Lin|慧 Hui|辉輝 Hui|鹏鵬 Peng|飞飛 Fei|龙龍 Long|凤鳳 Feng|云雲 Yun|天 Tian|心 Xin
怡 Yi|安 An|宁寧 Ning|立 Li|力 Li|振 Zhen|东東 Dong|方 Fang|清 Qing|青 Qing|庆慶 Qing|永 Yong
学學 Xue|成 Cheng|家 Jia|瑞 Rui|诗詩 Shi|涵 Han|雅 Ya|倩 Qian|颖穎 Ying|莹瑩 Ying|蕾 Lei
珍 Zhen|燕 Yan|萍 Ping|健 Jian|斌 Bin|波 Bo|毅 Yi|凯凱 Kai|峰 Feng|光 Guang|荣榮 Rong|德 De
"""
# How older and Taiwanese records write the same sounds (Wade-Giles without its marks).
_OLDER = (
    ("zhi", "chih"), ("shi", "shih"), ("si", "ssu"), ("zi", "tzu"), ("xue", "hsueh"),
    ("jie", "chieh"),
    ("xiu", "hsiu"), ("yong", "yung"), ("dong", "tung"), ("hong", "hung"), ("rong", "jung"),
    ("guo", "kuo"), ("gui", "kuei"), ("gang", "kang"), ("guang", "kuang"), ("bin", "pin"),
    ("bo", "po"), ("de", "te"), ("jian", "chien"), ("tian", "tien"), ("qian", "chien"),
    ("yan", "yen"), ("zh", "ch"), ("x", "hs"), ("q", "ch"), ("j", "ch"), ("rui", "jui"),
    ("hui", "hwei"), ("ong", "ung"),
)  # fmt: skip


class Sign:
    """One surname or syllable: characters and spellings, the standard pinyin first."""

    def __init__(self, entry: str) -> None:
        characters, *self.spellings = entry.split()
        half = len(characters) // 2
        # Two-character surnames with one script only stay whole; others are simplified+traditional.
        whole = characters == "司徒" or len(characters) == 1
        self.simplified = characters if whole else characters[:half]
        self.traditional = characters if whole else characters[half:]


def _signs(text: str) -> list[Sign]:
    return [Sign(entry) for line in text.split("\n") for entry in line.split("|") if entry]


@cache
def surnames() -> list[Sign]:
    """The hundred commonest surnames or so."""
    return _signs(_SURNAMES)


@cache
def syllables() -> list[Sign]:
    """Characters of given names."""
    return _signs(_GIVEN)


def joined(signs: list[Sign], rng: random.Random) -> str:
    """A given name as a record writes it: Xiaoming, Xiao Ming or Xiao-Ming."""
    words = [sign.spellings[0] for sign in signs]
    if len(words) == 1:
        return words[0]
    way = rng.random()
    if way < 0.6:
        return words[0] + words[1].lower()
    return f"{words[0]} {words[1]}" if way < 0.8 else f"{words[0]}-{words[1]}"


def older(pinyin: str) -> str:
    """The spelling that older and Taiwanese records would use for one syllable."""
    low = pinyin.lower()
    for new, old in _OLDER:
        if low == new or (len(new) < 3 and low.startswith(new)):
            return (old + low[len(new) :]).replace("ong", "ung").capitalize()
    return pinyin
