"""Russian, Ukrainian and Armenian names in Cyrillic, and the ways they are written in Latin."""

import random

_SURNAMES_TEXT = """
Иванов Петров Смирнов Кузнецов Попов Соколов Лебедев Козлов Новиков Морозов Волков Павлов Семёнов
Голубев Виноградов Богданов Воробьёв Фёдоров Михайлов Беляев Тарасов Белов Комаров Орлов Киселёв
Макаров Андреев Ковалёв Ильин Гусев Титов Кузьмин Кудрявцев Баранов Куликов Алексеев Степанов
Яковлев Сорокин Сергеев Романов Захаров Борисов Королёв Герасимов Пономарёв Григорьев Лазарев
Медведев Ершов Никитин Соболев Рябов Поляков Цветков Данилов Жуков Фролов Журавлёв Николаев
Крылов Максимов Сидоров Осипов Белоусов Федотов Дорофеев Егоров Матвеев Бобров Дмитриев Калинин
Анисимов Петухов Антонов Тимофеев Никифоров Веселов Филиппов Марков Большаков Суханов Миронов
Ширяев Александров Коновалов Шестаков Казаков Ефимов Денисов Громов Фомин Давыдов Мельников
Щербаков Блинов Колесников Карпов Афанасьев Власов Маслов Исаков Тихонов Аксёнов Гаврилов Родионов
Котов Горбунов Кудряшов Быков Зуев Третьяков Савельев Панов Рыбаков Суворов Абрамов Воронов Мухин
Архипов Трофимов Мартынов Емельянов Горшков Чернов Овчинников Селезнёв Панфилов Копылов Михеев
Галкин Назаров Лобанов Лукин Беляков Потапов Некрасов Хохлов Жданов Наумов Шилов Воронцов Ермаков
Дроздов Игнатьев Савин Логинов Сафонов Капустин Кириллов Моисеев Елисеев Кошелев Костин Горбачёв
Орехов Ефремов Исаев Евдокимов Калашников Кабанов Носков Юдин Кулагин Лапин Прохоров Нестеров
Харитонов Агафонов Муравьёв Ларионов Федосеев Зимин Пахомов Шубин Игнатов Филатов Крюков Рогов
Кулаков Терентьев Молчанов Владимиров Артемьев Гурьев Зиновьев Гришин Кононов Дементьев Ситников
Симонов Мишин Фадеев Комиссаров Мамонтов Носов Гуляев Шаров Устинов Вишняков Евсеев Лаврентьев
Брагин Константинов Корнилов Авдеев Зыков Бирюков Шарапов Никонов Щукин Дьячков Одинцов Сазонов
Якушев Красильников Гордеев Самойлов Князев Беспалов Уваров Шашков Бобылёв Доронин Белозёров
Рожков Самсонов Мясников Лихачёв Буров Сысоев Фомичёв Русаков Стрелков Гущин Тетерин Колобов
Субботин Фокин Блохин Селиверстов Пестов Кондратьев Силин Меркушев Лыткин Туров
Яблонский Покровский Вишневский Соболевский Левитский Островский Зелинский Ковальский Заславский
Бродский Полянский Каминский Ямпольский Рудницкий Савицкий Новицкий Белинский Дубинский Заречный
Шевченко Бондаренко Ткаченко Коваленко Кравченко Петренко Марченко Лысенко Руденко Савченко
Клименко Левченко Мороз Харченко Тарасенко Юрченко Пономаренко Назаренко Павленко Шевчук Ковальчук
Полищук Ткачук Мельничук Бойчук Кравчук Савчук Романчук Марчук Демчук Левин Рабинович Гуревич
Петросян Саркисян Акопян Карапетян Григорян Хачатрян Погосян Аветисян Мкртчян Геворгян
"""
SURNAMES = _SURNAMES_TEXT.split()
_MEN_TEXT = """
Александр Алексей Андрей Антон Аркадий Артём Борис Вадим Валентин Валерий Василий Виктор Виталий
Владимир Владислав Вячеслав Геннадий Георгий Григорий Даниил Денис Дмитрий Евгений Егор Иван Игорь
Илья Кирилл Константин Лев Леонид Максим Марк Михаил Никита Николай Олег Павел Пётр Роман Руслан
Семён Сергей Станислав Степан Тимофей Фёдор Юрий Яков Ярослав
"""
MEN = _MEN_TEXT.split()
_WOMEN_TEXT = """
Александра Алла Анастасия Анна Валентина Валерия Вера Вероника Виктория Галина Дарья Диана Евгения
Екатерина Елена Елизавета Жанна Зинаида Инна Ирина Карина Кира Ксения Лариса Лидия Любовь Людмила
Маргарита Марина Мария Надежда Наталья Нина Оксана Ольга Полина Раиса Римма Светлана София Тамара
Татьяна Ульяна Юлия Яна
"""
WOMEN = _WOMEN_TEXT.split()
_LETTERS = "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya i yi ye g"
# What the other letters have in common in every scheme.
_PLAIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ",
        _LETTERS.split(" "),
        strict=True,
    )
)
# Habits of passports, of relatives abroad in France and Germany, and of people at a keyboard.
HABITS: tuple[dict[str, str], ...] = (
    {},
    {"ю": "iu", "я": "ia", "й": "i"},
    {"х": "h", "щ": "sch", "й": "j", "ю": "ju", "я": "ja"},
    {"х": "h", "ё": "yo", "ц": "c"},
    {"е": "ye", "ё": "yo"},
    {"щ": "sch", "ы": "i", "й": "i"},
)
_ENDINGS = (("ий", "y"), ("ый", "y"))


def latin(word: str, habit: int) -> str:
    """A Cyrillic word in Latin letters; habit 0 is the one most records are written in."""
    low, changes = word.lower(), HABITS[habit]
    tail = ""
    for ending, short in _ENDINGS:
        if low.endswith(ending):
            low, tail = low.removesuffix(ending), (short, "ii", "ij", "iy", "y", "i")[habit]
    spelt = []
    for at, letter in enumerate(low):
        # "ye" is written at the head and after a vowel: Yelena, Andreyev.
        head = at == 0 or low[at - 1] in "аеёиоуыэюяьъ"
        new = changes.get(letter, _PLAIN.get(letter, letter))
        if letter == "е" and new == "ye" and not head:
            new = "e"
        spelt.append(new)
    return ("".join(spelt) + tail).capitalize()


def family(word: str, female: bool) -> str:
    """The surname as a woman bears it (Иванова, Островская), where Russian tells them apart."""
    if not female:
        return word
    if word.endswith(("ский", "цкий", "ный")):
        return word[:-2] + "ая"
    if word.endswith(("ов", "ев", "ёв", "ин", "ын")):
        return word + "а"
    return word


# The names by which records most often differ from a letter-by-letter spelling.
USUAL = {
    "Александр": "Alexander", "Алексей": "Alexey", "Виктор": "Victor", "Михаил": "Mikhail",
    "Пётр": "Peter", "Юлия": "Julia", "София": "Sofia", "Мария": "Maria", "Евгений": "Eugene",
    "Максим": "Maxim", "Ксения": "Ksenia", "Наталья": "Natalia", "Татьяна": "Tatiana",
    "Георгий": "George", "Леонид": "Leonid", "Юрий": "Yuri", "Виктория": "Victoria",
    "Анастасия": "Anastasia", "Екатерина": "Ekaterina", "Дмитрий": "Dmitry", "Валерия": "Valeria",
}  # fmt: skip


def variant(word: str, shown: str, rng: random.Random) -> str:
    """Another usual Latin spelling than `shown` of the Cyrillic word (or `shown` if none is)."""
    options = [latin(word, habit) for habit in range(len(HABITS))]
    plain = options[0]
    options += [USUAL.get(word, plain), plain.replace("ks", "x"), plain.replace("v", "w")]
    if plain.endswith(("ov", "ev")):
        options += [plain[:-1] + "ff", plain[:-1] + "ff"]
    if "shch" in plain:
        options.append(plain.replace("shch", "sch"))
    different = [one for one in options if one != shown]
    return rng.choice(different) if different else shown
