"""What people call a specialty, in four languages, misspelt, typed halfway, or within a line."""

import pytest

from directory.specialties.catalog import catalog

MEANT = [
    ("heart doctor", "cardiology"),
    ("cardiologist", "cardiology"),
    ("cardiology physician", "cardiology"),
    ("heart problems specialist", "cardiology"),
    ("kids doctor", "pediatrics"),
    ("OB/GYN", "obstetrics-gynecology"),
    ("obgyn", "obstetrics-gynecology"),
    ("women's doctor", "obstetrics-gynecology"),
    ("skin doctor", "dermatology"),
    ("eczema", "dermatology"),
    ("knee replacement", "orthopedics"),
    ("bone doctor", "orthopedics"),
    ("ADHD", "child-psychiatry"),
    ("kidney doctor", "nephrology"),
    ("kidney stones", "urology"),
    ("diabetes doctor", "endocrinology"),
    ("eye doctor", "ophthalmology"),
    ("ear nose and throat", "otolaryngology"),
    ("ENT", "otolaryngology"),
    ("braces", "orthodontics"),
    ("therapist", "counseling"),
    ("foot doctor", "podiatry"),
    ("PCP", "family-medicine"),
    ("cancer doctor", "oncology"),
    ("asthma", "pulmonology"),
    ("allergies", "allergy-immunology"),
    ("gastrointerologist", "gastroenterology"),
    ("opthamologist", "ophthalmology"),
    ("dermatolagist", "dermatology"),
    ("pediatrican", "pediatrics"),
    ("orthopedist", "orthopedics"),
    ("médico de niños", "pediatrics"),
    ("medico de ninos", "pediatrics"),
    ("médico del corazón", "cardiology"),
    ("dermatólogo", "dermatology"),
    ("médico de la piel", "dermatology"),
    ("ginecólogo", "obstetrics-gynecology"),
    ("dentista", "dentistry"),
    ("médico de familia", "family-medicine"),
    ("piedras en los riñones", "urology"),
    ("oculista", "ophthalmology"),
    ("psiquiatra", "psychiatry"),
    ("cardiólogo", "cardiology"),
    ("儿科", "pediatrics"),
    ("心脏科医生", "cardiology"),
    ("皮肤科医生", "dermatology"),
    ("牙医", "dentistry"),
    ("眼科", "ophthalmology"),
    ("家庭医生", "family-medicine"),
    ("肾结石", "urology"),
    ("精神科医生", "psychiatry"),
    ("детский врач", "pediatrics"),
    ("кардиолог", "cardiology"),
    ("кожный врач", "dermatology"),
    ("зубной врач", "dentistry"),
    ("окулист", "ophthalmology"),
    ("семейный врач", "family-medicine"),
    ("терапевт", "internal-medicine"),
    ("психиатр", "psychiatry"),
    ("камни в почках", "urology"),
    ("лор", "otolaryngology"),
]


@pytest.mark.parametrize(("phrase", "specialty"), MEANT)
def test_reads_the_specialty_meant_among_the_first_three(phrase: str, specialty: str) -> None:
    assert specialty in [match.specialty.id for match in catalog().read(phrase)[:3]]


@pytest.mark.parametrize(
    "name",
    ["baker", "chen", "smith", "maria lopez", "robert young", "nguyen", "o'brien", "foster",
     "Cook", "de la cruz", "Иванов", "陈伟", "xqzvw", "", "!!!", "garcia", "anna kidd", "potter"],
)  # fmt: skip
def test_a_persons_name_means_no_specialty(name: str) -> None:
    assert catalog().read(name) == []
    assert catalog().find_in(f"dr {name}") is None


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("car", "cardiology"),
        ("cardiolgy", "cardiology"),
        ("derm", "dermatology"),
        ("pedi", "pediatrics"),
        ("дет", "pediatrics"),
        ("семейн", "family-medicine"),
        ("心", "cardiology"),
        ("heart", "cardiology"),
        ("dent", "dentistry"),
    ],
)
def test_suggests_what_most_people_mean(typed: str, first: str) -> None:
    assert catalog().suggest(typed)[0].specialty.id == first


def test_suggests_from_the_first_letter_and_at_most_as_many_as_asked() -> None:
    assert len(catalog().suggest("c", limit=10)) == 10
    assert catalog().suggest("") == []
    assert catalog().suggest("xqzvw") == []


@pytest.mark.parametrize(
    ("line", "words", "first"),
    [
        ("spanish speaking pediatrician 33101", "pediatrician", "pediatrics"),
        ("bob smyth cardiologist", "cardiologist", "cardiology"),
        ("kidney doctor in brooklyn", "kidney doctor", "nephrology"),
        ("gastrointerologist 10001", "gastrointerologist", "gastroenterology"),
        ("我要看儿科", "儿科", "pediatrics"),
        ("нужен детский врач", "детский врач", "pediatrics"),
    ],
)
def test_finds_the_specialty_within_a_line(line: str, words: str, first: str) -> None:
    found = catalog().find_in(line)
    assert found is not None
    assert line[found.start : found.end] == words
    assert found.matches[0].specialty.id == first


@pytest.mark.parametrize(
    ("text", "specialty"),
    [
        ("Internal Medicine", "internal-medicine"),
        ("INTERNAL MEDICINE", "internal-medicine"),
        ("Family Practice", "family-medicine"),
        ("Obstetrics & Gynecology", "obstetrics-gynecology"),
        ("OBSTETRICS/GYNECOLOGY", "obstetrics-gynecology"),
        ("Cardiovascular Disease", "cardiology"),
        ("Cardiovascular Disease (Cardiology)", "cardiology"),
        ("Dermatology Physician", "dermatology"),
    ],
)
def test_knows_the_names_that_publishers_write(text: str, specialty: str) -> None:
    found = catalog().by_name(text)
    assert found is not None
    assert found.id == specialty


def test_lay_words_are_no_names() -> None:
    assert catalog().by_name("kidney stones") is None


def test_a_code_resolves_to_its_specialty() -> None:
    for given in ("207RC0000X", "207rc0000x", "cardiology"):
        found = catalog().resolve(given)
        assert found is not None
        assert found.id == "cardiology"
    assert catalog().resolve("000000000X") is None
    assert catalog().name("cardiology", "ru") == "Кардиология"
    assert catalog().name("cardiology", "fr") == "Cardiology"
