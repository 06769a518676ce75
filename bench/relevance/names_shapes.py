"""How census surnames, which come squeezed to bare capitals, look in a directory."""

import random

PARTICLES = {
    "DELACRUZ": "de la Cruz", "DELAROSA": "de la Rosa", "DELATORRE": "de la Torre",
    "DELAFUENTE": "de la Fuente", "DELAGARZA": "de la Garza", "DELAPAZ": "de la Paz",
    "DELEON": "de León", "DEJESUS": "de Jesús", "DELRIO": "del Río", "DELVALLE": "del Valle",
    "DELTORO": "del Toro", "DELOSSANTOS": "de los Santos", "DELOSREYES": "de los Reyes",
    "DESOUSA": "de Sousa", "DESILVA": "de Silva", "DASILVA": "da Silva", "DACOSTA": "da Costa",
    "DOSSANTOS": "dos Santos", "DICARLO": "di Carlo", "DEMARCO": "de Marco", "DELUCA": "de Luca",
    "DEANGELIS": "de Angelis", "DEROSA": "de Rosa", "DEVITO": "de Vito", "LAROSA": "la Rosa",
    "DEBOER": "de Boer", "DEVRIES": "de Vries", "DEJONG": "de Jong", "DEGROOT": "de Groot",
    "VANDYKE": "van Dyke", "VANDERBERG": "van der Berg", "VANDENBERG": "van den Berg",
    "VANDERPOOL": "van der Pool", "VANHORN": "van Horn", "VANNESS": "van Ness",
    "VANBUREN": "van Buren", "VANWINKLE": "van Winkle", "VANDERWAL": "van der Wal",
    "VANHOUTEN": "van Houten", "VANCLEAVE": "van Cleave", "VANMETER": "van Meter",
    "VANDERVEEN": "van der Veen", "VANDUSEN": "van Dusen", "VANPELT": "van Pelt",
    "VONDERHAAR": "von der Haar", "VONHOLT": "von Holt", "LEBLANC": "le Blanc",
    "LAFLEUR": "la Fleur", "STJOHN": "St. John", "STCLAIR": "St. Clair", "STPIERRE": "St. Pierre",
    "STGERMAIN": "St. Germain", "STLOUIS": "St. Louis", "SANMIGUEL": "San Miguel",
    "SANTAMARIA": "Santa Maria", "FITZGERALD": "Fitz Gerald", "FITZPATRICK": "Fitz Patrick",
}  # fmt: skip
_IRISH = """
    OBRIEN OCONNOR ONEIL ONEILL OCONNELL OKEEFE OLEARY ODONNELL OROURKE OREILLY OSULLIVAN OHARA
    OMALLEY OSHEA ODELL OGRADY OTOOLE OHALLORAN ODOM OBANNON ODONOGHUE ODRISCOLL OMEARA ODAY OGORMAN
    OFLAHERTY ORIORDAN OHAGAN ODWYER OMARA OQUINN OFARRELL OCALLAGHAN OSHAUGHNESSY
"""
ITALIAN = {"DANGELO": "D'Angelo", "DAGOSTINO": "D'Agostino", "DAMICO": "D'Amico",
           "DAMATO": "D'Amato", "DALESSANDRO": "D'Alessandro", "DAMBROSIO": "D'Ambrosio",
           "DELIA": "D'Elia", "DONOFRIO": "D'Onofrio", "DSOUZA": "D'Souza",
           "DANDREA": "D'Andrea", "DARCY": "D'Arcy"}  # fmt: skip
_MAC = """
    MACDONALD MACKENZIE MACLEOD MACARTHUR MACINTYRE MACLEAN MACGREGOR MACMILLAN MACPHERSON
    MACINTOSH MACKINNON MACDOUGALL MACFARLANE MACDOWELL MACLAUGHLIN MACNEIL MACDUFF
"""
IRISH, MAC = frozenset(_IRISH.split()), frozenset(_MAC.split())
ACCENTED = {
    "MULLER": "Müller", "SCHAFER": "Schäfer", "GUNTHER": "Günther", "BOHM": "Böhm",
    "KONIG": "König",
    "BJORK": "Björk", "OSTBERG": "Östberg", "JORGENSEN": "Jørgensen", "SORENSEN": "Sørensen",
    "ANDRE": "André", "RENE": "René", "ROCHE": "Roché", "LEVEQUE": "Lévêque", "BEAUPRE": "Beaupré",
    "COTE": "Côté", "HEBERT": "Hébert", "FRANCOIS": "François", "NOVAK": "Novák",
    "DVORAK": "Dvořák",
    "SVOBODA": "Svoboda", "CERNY": "Černý", "YILMAZ": "Yılmaz", "OZTURK": "Öztürk",
    "GONCALVES": "Gonçalves", "CELIK": "Çelik", "SIMOES": "Simões", "MAGALHAES": "Magalhães",
    "LUKASZ": "Łukasz", "ANDREE": "Andrée", "HELENE": "Hélène", "ZOE": "Zoë", "CHLOE": "Chloé",
    "NOEL": "Noël", "STEPHANE": "Stéphane", "BRONTE": "Brontë", "GERALDINE": "Géraldine",
    "FREDERIC": "Frédéric", "JEROME": "Jérôme", "SIOBHAN": "Siobhán", "SEAN": "Seán",
    "BEYONCE": "Beyoncé", "DESIREE": "Désirée", "JOSEE": "Josée", "THERESE": "Thérèse",
}  # fmt: skip


def surname(bare: str, rng: random.Random) -> str:
    """A census surname as one record may write it: de la Cruz or Delacruz, O'Brien or Obrien."""
    careful = rng.random() < 0.75
    if bare in PARTICLES:
        shaped = PARTICLES[bare]
        # Fitzgerald is seldom two words, but it is found so.
        split = rng.random() < (0.1 if bare.startswith("FITZ") else 0.6)
        return shaped if split else bare.capitalize()
    if bare in IRISH and careful:
        return f"O'{bare[1:].capitalize()}"
    if bare in ITALIAN and careful:
        return ITALIAN[bare]
    if bare in MAC and careful:
        return f"Mac{bare[3:].capitalize()}"
    if bare.startswith("MC") and len(bare) > 4:
        return f"Mc{' ' if rng.random() < 0.04 else ''}{bare[2:].capitalize()}"
    if bare in ACCENTED and careful:
        return ACCENTED[bare]
    return bare.capitalize()


def given(bare: str, rng: random.Random) -> str:
    """A census first name as one record may write it."""
    return ACCENTED[bare] if bare in ACCENTED and rng.random() < 0.6 else bare.capitalize()
