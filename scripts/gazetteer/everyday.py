"""Names people use that the sources lack or spell otherwise; the only hand-made data here."""

# (state, name in the source) → the name people, the Postal Service and addresses use.
RENAMED = {
    ("NY", "New York City"): "New York",
    ("NY", "The Bronx"): "Bronx",
}

# (state, name) → further names. Short forms, and the names of places with many Spanish,
# Chinese or Russian speakers where the sources give none in that language.
EVERYDAY = {
    ("NY", "New York"): [
        "NYC",
        "NY City",
        "New York City",
        "Nueva York",
        "纽约",
        "纽约市",
        "Нью-Йорк",
    ],
    ("NY", "Bronx"): ["The Bronx", "El Bronx", "布朗克斯", "Бронкс"],
    ("NY", "Brooklyn"): ["BK", "布鲁克林", "Бруклин"],
    ("NY", "Queens"): ["皇后区", "Квинс"],
    ("NY", "Manhattan"): ["曼哈顿", "Манхэттен", "Манхеттен"],
    ("NY", "Staten Island"): ["史泰登岛", "斯塔滕岛", "Статен-Айленд", "Стейтен-Айленд"],
    ("NY", "Flushing"): ["法拉盛", "Флашинг"],
    ("NY", "Brighton Beach"): ["Брайтон-Бич", "布莱顿海滩"],
    ("CA", "Los Angeles"): ["LA", "L.A.", "洛杉矶", "Лос-Анджелес"],
    ("CA", "San Francisco"): ["SF", "San Fran", "旧金山", "三藩市", "Сан-Франциско"],
    ("CA", "San Jose"): ["圣何塞", "圣荷西", "Сан-Хосе"],
    ("CA", "San Diego"): ["圣地亚哥", "圣迭戈", "Сан-Диего"],
    ("CA", "Sacramento"): ["萨克拉门托", "沙加缅度", "Сакраменто"],
    ("CA", "Oakland"): ["奥克兰", "Окленд"],
    ("CA", "Monterey Park"): ["蒙特利公园"],
    ("IL", "Chicago"): ["芝加哥", "Чикаго"],
    ("PA", "Philadelphia"): ["Philly", "Filadelfia", "费城", "Филадельфия"],
    ("TX", "Houston"): ["休斯顿", "休斯敦", "Хьюстон"],
    ("TX", "Dallas"): ["达拉斯", "Даллас"],
    ("WA", "Seattle"): ["西雅图", "Сиэтл"],
    ("MA", "Boston"): ["波士顿", "Бостон"],
    ("FL", "Miami"): ["迈阿密", "Майами"],
    ("NV", "Las Vegas"): ["Vegas", "拉斯维加斯", "Лас-Вегас"],
    ("LA", "New Orleans"): ["NOLA", "Nueva Orleans", "新奥尔良", "Новый Орлеан"],
    ("DC", "Washington"): ["DC", "D.C.", "Washington DC", "华盛顿", "Вашингтон"],
    ("MO", "St. Louis"): ["STL", "San Luis", "圣路易斯", "Сент-Луис"],
    ("MO", "Kansas City"): ["KC", "KCMO"],
    ("UT", "Salt Lake City"): ["SLC", "盐湖城", "Солт-Лейк-Сити"],
    ("MN", "Minneapolis"): ["Mpls", "明尼阿波利斯", "Миннеаполис"],
    # Mail to these states is addressed to the island, not to the town on it.
    ("FM", "Kolonia"): ["Pohnpei"],
    ("FM", "Weno"): ["Chuuk"],
    ("FM", "Colonia"): ["Yap"],
    ("FM", "Tofol"): ["Kosrae"],
    ("MH", "Ebaye"): ["Ebeye"],
    ("HI", "Honolulu"): ["火奴鲁鲁", "檀香山", "Гонолулу"],
}
