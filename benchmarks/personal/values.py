"""Made-up things that must never come in, written in the many ways in which people write them.

Nothing here knows how they are looked for. Every number is drawn by chance, every name says that it is an example.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import NamedTuple


class Planted(NamedTuple):
    """Something that must not come in.

    Attributes:
        kind: what it is.
        value: the text, or the number as a spreadsheet keeps it.
        number_only: whether it stands as a number, and so only where a number can stand.
        dated: whether the number is shown as a date.
    """

    kind: str
    value: str | float
    number_only: bool = False
    dated: bool = False


MONTHS = {
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
    "id_short": "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des",
    "en": "January February March April May June July August September October November December",
    "en_short": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "ms": "Januari Februari Mac April Mei Jun Julai Ogos September Oktober November Disember",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "tet": "Janeiru Fevereiru Marsu Abril Maiu Junhu Julhu Agostu Setembru Outubru Novembru Dezembru",
}
INVISIBLE = ["\u200b", "\u00ad", "\u2060", "\ufeff", "\u200d", "\u200e"]
SPACES = [" ", "\u00a0", "\u2009", "\u202f", "  "]
PROVINCES = [11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 31, 32, 33, 34, 35, 36, 51, 52, 53, 61, 62, 63, 64, 65, 71, 72, 73]
PROVINCES += [74, 75, 76, 81, 82, 91, 92, 94]
BIRTHPLACES = [*range(1, 17), *range(21, 60), 71, 72, 82]
STREETS = ["Melati", "Kenanga", "Ahmad Yani", "Pasar Lama", "Merdeka", "Sungai Besar", "Diponegoro", "Santa Cruz"]
EXAMPLES = ["Contoh", "Teladan", "Misal", "Ezemplu", "Exemplo"]
FIRST = ["Siti", "Ahmad", "Maria", "Dewi", "Joao", "Budi", "Rina", "Muthu"]


def planted(kind: str, chance: random.Random) -> Planted:
    """Something of the kind, written in one way of many."""
    return MAKERS[kind](chance)


def _digits(chance: random.Random, count: int) -> str:
    return "".join(str(chance.randrange(10)) for _ in range(count))


def _cut(digits: str, sizes: list[int], between: str) -> str:
    pieces, at = [], 0
    for size in sizes:
        pieces.append(digits[at : at + size])
        at += size
    return between.join(pieces)


def _disguised(digits: str, chance: random.Random) -> str:
    """Digits as they look after a scan, a copy from a web page or another keyboard."""
    way = chance.randrange(7)
    if way == 0:
        return "".join(chr(0xFF10 + int(each)) for each in digits)
    if way == 1:
        return "".join(chr(chance.choice([0x660, 0x6F0]) + int(each)) for each in digits)
    if way == 2:
        place = chance.randrange(1, len(digits))
        return digits[:place] + chance.choice(INVISIBLE) + digits[place:]
    if way == 3:
        return chance.choice(INVISIBLE).join(digits)
    if way == 4:
        return chance.choice(SPACES).join(digits)
    if way == 5:
        places = sorted(chance.sample(range(2, len(digits) - 1), 2))
        return digits[: places[0]] + "\n" + digits[places[0] :] if places[0] > 2 else digits
    return digits.replace("0", chance.choice(["O", "o", "0"])) if digits.count("0") < 5 else digits


def _nik_digits(chance: random.Random) -> str:
    day = chance.randrange(1, 29) + chance.choice([0, 40])
    area = f"{chance.choice(PROVINCES)}{chance.randrange(1, 80):02}{chance.randrange(1, 40):02}"
    return f"{area}{day:02}{chance.randrange(1, 13):02}{chance.randrange(100):02}{chance.randrange(1, 9999):04}"


def _nik(chance: random.Random) -> Planted:
    digits = _nik_digits(chance)
    way = chance.randrange(10)
    if way == 0:
        return Planted("nik", float(digits[:15] + "0"), number_only=True)
    if way == 1:
        return Planted("nik", f"{digits[0]}{chance.choice('.,')}{digits[1:6]}E+15")
    written = [
        digits,
        _cut(digits, [4, 4, 4, 4], chance.choice([" ", "-", ".", "\u00a0", "\n", " - "])),
        _cut(digits, [6, 6, 4], chance.choice([" ", "-", ".", "\n", "\u2013"])),
        _cut(digits, [2, 2, 2, 6, 4], chance.choice([".", " ", "-"])),
        _disguised(digits, chance),
    ][way % 5]
    return Planted(
        "nik", chance.choice(["{}", "{}", "NIK {}", "NIK:{}", "NIK{}", "KK no. {} (kepala keluarga)"]).format(written)
    )


def _nric(chance: random.Random) -> Planted:
    born = f"{chance.randrange(100):02}{chance.randrange(1, 13):02}{chance.randrange(1, 29):02}"
    digits = f"{born}{chance.choice(BIRTHPLACES):02}{chance.randrange(1, 9999):04}"
    way = chance.randrange(7)
    if way == 0:
        return Planted("nric", float(digits), number_only=True)
    written = [
        digits,
        _cut(digits, [6, 2, 4], "-"),
        _cut(digits, [6, 2, 4], chance.choice([" ", "\u2013", "\u00a0", "."])),
        _cut(digits, [6, 6], chance.choice(["-", " "])),
        _disguised(digits, chance),
    ][way % 5]
    return Planted(
        "nric", chance.choice(["{}", "IC {}", "No. KP: {}", "MyKad {} (mangsa)", "kad pengenalan{}"]).format(written)
    )


def _long_number(chance: random.Random) -> Planted:
    digits = str(chance.randrange(1, 10)) + _digits(chance, chance.randrange(8, 14))
    digits = digits[:-3] + str(chance.randrange(1, 1000)).zfill(3)
    if chance.random() < 0.15:
        return Planted("long_number", float(digits[:11]), number_only=True)
    written = digits if chance.random() < 0.8 else _cut(digits.ljust(12, "7")[:12], [4, 4, 4], "-")
    return Planted(
        "long_number", chance.choice(["{}", "BI {}", "kartaun eleitoral {}", "No{}", "rek. {}", "({})"]).format(written)
    )


def _passport(chance: random.Random) -> Planted:
    letters = chance.choice(["A", "B", "C", "E", "X", "H", "K", "MA", "XA", "AB", "EB"])
    number = letters + chance.choice(["", "", " ", "-"]) + _digits(chance, chance.choice([6, 7, 7, 8]))
    if chance.random() < 0.15:
        return Planted("passport", f"paspor {number.lower()}")
    if chance.random() < 0.1:
        number = "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in number)
    return Planted(
        "passport", chance.choice(["{}", "paspor {}", "Passport no. {}", "paspor: {}, ditahan", "({})"]).format(number)
    )


def _phone(chance: random.Random) -> Planted:
    mobile = "8" + str(chance.randrange(1, 10)) + _digits(chance, chance.randrange(8, 10))
    way = chance.randrange(10)
    if way == 0:
        return Planted("phone", float(mobile.replace("000", "123")[:-1] + "7"), number_only=True)
    between = chance.choice(["", "-", " ", "."])
    apart = between.join([mobile[:3], mobile[3:7], mobile[7:]])
    written = [
        f"0{apart}",
        f"+62{chance.choice(['', ' ', '-'])}{apart}",
        f"62{mobile}",
        f"+60 1{chance.randrange(0, 10)}-{_digits(chance, 3)} {_digits(chance, 4)}",
        f"01{chance.randrange(0, 10)}-{_digits(chance, 7)}",
        f"+670 7{_digits(chance, 3)} {_digits(chance, 4)}",
        f"({chance.choice(['021', '0274', '0411'])}) {chance.randrange(2, 9)}{_digits(chance, 6)}",
        f"{chance.choice(['+65', '+61', '+855', '+95', '+66'])} {chance.randrange(1, 9)}{_digits(chance, 8)}",
        f"HP {chance.randrange(71, 79)}{_digits(chance, 6)}",
        f"https://wa.me/62{mobile}",
    ][chance.randrange(10)]
    around = ["{}", "{}", "hubungi {}", "Telp: {}", "{} (ibu korban)"]
    return Planted("phone", chance.choice(around).format(written))


def _email(chance: random.Random) -> Planted:
    who = chance.choice(["siti.contoh", "contoh_99", "teladan+lapor", "a.misal", "korban"])
    host = chance.choice(["example.org", "example.com", "mail.example.co.id", "surel.example"])
    written = chance.choice(["{}@{}", "{}@{}", "{} @ {}", "mailto:{}@{}", "{}\uff20{}", "{} (at) {}", "<{}@{}>"])
    return Planted("email", chance.choice(["{}", "surel: {}", "kontak {} saja"]).format(written.format(who, host)))


def _birth_date(chance: random.Random) -> Planted:
    day, month = chance.randrange(1, 29), chance.randrange(1, 13)
    year = chance.choice([*range(1955, 2022), 1998, 2004, 2009])
    if chance.random() < 0.08:
        return Planted(
            "birth_date", float(round((year - 1900) * 365.25 + month * 30.4 + day)), number_only=True, dated=True
        )
    names = MONTHS[chance.choice(["id", "id", "id_short", "en", "en_short", "ms"])].split()
    en, pt, tet = (MONTHS[language].split()[month - 1] for language in ("en", "pt", "tet"))
    written = chance.choice(
        [
            f"{day:02}-{month:02}-{year}",
            f"{day}/{month}/{year}",
            f"{day:02}.{month:02}.{year}",
            f"{year}-{month:02}-{day:02}",
            f"{day} {names[month - 1]} {year}",
            f"{day}-{names[month - 1]}-{year}",
            f"{en} {day}, {year}",
            f"{day} de {pt} de {year}",
            f"{day} {tet} {year}",
            f"{day:02}/{month:02}/{year % 100:02}",
            f"{day:02} {month:02} {year}",
            f"{day:02}-{names[month - 1]}-{year % 100:02}",
        ]
    )
    if chance.random() < 0.08:
        return Planted("birth_date", f"lahir di Kota Contoh tahun {min(year, 2012)}")
    return Planted(
        "birth_date",
        chance.choice(["{}", "{}", "lahir {}", "TTL: {}", "DOB {}", "tgl. {} dijemput", "nascida {}"]).format(written),
    )


def _address(chance: random.Random) -> Planted:
    street, number = chance.choice(STREETS), chance.randrange(1, 120)
    written = chance.choice(
        [
            f"Jl. {street} No. {number}",
            f"Jalan {street} {number}",
            f"JL {street.upper()} NO {number}",
            f"jl. {street.lower()} {number}",
            f"Jln {street}",
            f"jalan {street.lower()} no {number}",
            f"Gg. {street} {number}",
            f"RT {number % 12 + 1:02}/RW {number % 7 + 1:02}",
            f"RT.{number % 12 + 1:03} RW.{number % 9 + 1:03} Kel. Contoh",
            f"rt/rw 0{number % 9}/0{number % 7}",
            f"Rua {street} {number}",
            f"Rua de {street}",
            f"Avenida {street}, Dili",
            f"Bairro {street}",
            f"Aldeia {street.split()[0]}",
            f"Kampung {street} {number}",
            f"Kg. {street}",
            f"Dusun {street}",
            f"Lorong {street} {number % 9 + 1}",
            f"No. {number}, Jalan {street} 2/{number % 9}",
            f"{number} {street} Street",
            f"Alamat: belakang pasar {street}",
            f"Perumahan {street} Blok C/{number}",
        ]
    )
    around = ["{}", "{}", "rumah aman di {}", "tinggal di {}"]
    return Planted("address", chance.choice(around).format(written))


def _coordinates(chance: random.Random) -> Planted:
    south, east = chance.uniform(0.5, 10), chance.uniform(95, 141)
    written = chance.choice(
        [
            f"-{south:.6f}, {east:.6f}",
            f"-{south:.5f},{east:.5f}",
            f"-{south:.4f} {east:.4f}",
            f"-{south:.6f}; {east:.6f}".replace(".", ","),
            f"{south:.6f} S, {east:.6f} E",
            f"{int(south)}°{chance.randrange(60)}'{chance.randrange(60)}\" LS {int(east)}°{chance.randrange(60)}'",
            f"lat: -{south:.5f} long: {east:.5f}",
            "https://maps.app.goo.gl/" + "".join(chance.choice("AbCdEfGh12") for _ in range(12)),
            f"https://www.google.com/maps/@-{south:.5f},{east:.5f},17z",
        ]
    )
    around = ["{}", "{}", "lokasi {}", "GPS {}"]
    return Planted("coordinates", chance.choice(around).format(written))


def _case_number(chance: random.Random) -> Planted:
    number, year = chance.randrange(1, 900), chance.randrange(2019, 2027)
    roman = chance.choice(["I", "II", "V", "VI", "IX", "XI"])
    court = chance.choice(["Cbd", "Jkt.Sel", "Kpg", "SBY"])
    written = chance.choice(
        [
            f"{number}/Pid.Sus/{year}/PN {court}",
            f"{number}/Pid.B/{year}/PN.{court}",
            f"{number} K/Pid.Sus/{year}",
            f"{number}/PID.SUS/{year}/PT {court}",
            f"{number} / Pid.Sus / {year} / PN {court}",
            f"LP/B/{number}/{roman}/{year}/SPKT/POLDA NTT",
            f"LP/{number}/{roman}/{year}/Reskrim",
            f"LP-A/{number}/{roman}/{year}/Polres Contoh",
            f"LP No. {number}/{roman}/{year}",
            f"Sp.Sidik/{number}/{roman}/{year}/Satreskrim",
            f"PDM-{number}/CBD/0{chance.randrange(1, 9)}/{year}",
            f"Perkara No. {number}/{year}",
            f"BP/{number}/{roman}/{year}/Reskrim",
            f"WA-45A-{number % 90 + 1}-0{chance.randrange(1, 9)}/{year}",
            f"Dang Wangi/{number:06}/{year % 100}",
            f"Kes No. 62JSK-{number % 90 + 1}-05/{year}",
            f"NUC: {number:04}/{year % 100}.PNDIL",
            f"{number:04}/{year % 100}.DICMR",
            f"Processo n.º {number:04}/{year % 100}",
        ]
    )
    around = ["{}", "{}", "putusan {}", "lihat {} di SIPP"]
    return Planted("case_number", chance.choice(around).format(written))


def _person(chance: random.Random) -> Planted:
    first, last, age = chance.choice(FIRST), chance.choice(EXAMPLES), chance.randrange(8, 45)
    two = chance.choice("ABDEFGHJLMNRSTW") + chance.choice("ABEFHJMNRSTW")
    years = chance.choice(["th", "thn", "tahun", "tahun"])
    written = chance.choice(
        [
            f"{first} binti {last}",
            f"{first.upper()} BIN {last.upper()}",
            f"{first} bin {last} (saksi)",
            f"{first} a/l {last}",
            f"korban {two} ({age} {years})",
            f"korban {two[0]}.{two[1]}., {age} {years}",
            f"anak {two}, {age} {years}",
            f"mangsa {two} ({age})",
            f"vítima {two[0]}.{two[1]}. ({age} anos)",
            f"victim {two}, {age}",
            f"{two[0]}.{two[1]}. ({age} {years})",
            f"korban berinisial {two}",
            f"korban bernama {first}",
            f"a.n. {first} {last}",
            f"atas nama {first} {last}",
            f"Sdri. {first}",
            f"Ny. {last}",
            f"Puan {first}",
            f"Nama: {first} {last}",
            f"Naran vítima: {first}",
            f"Nama korban = {first}",
            f"a victim named {first}",
        ]
    )
    around = ["{}", "{}", "dijemput: {}", "{} sudah pulang"]
    return Planted("person", chance.choice(around).format(written))


def _name_heading(chance: random.Random) -> Planted:
    said = chance.choice(
        [
            "Nama korban",
            "NAMA KORBAN",
            "Nama Korban (inisial)",
            "Nama mangsa",
            "Nama lengkap",
            "Nama saksi",
            "Nama anak",
            "Nama pelapor",
            "Nama tersangka",
            "Nome",
            "Nome completo",
            "Nome da vítima",
            "Naran",
            "Naran vítima",
            "Naran kompletu",
            "Name of victim",
            "Victim name",
            "Victim's name",
            "Full name",
            "Nama",
            "Name",
            "Nama/Inisial",
            "Inisial korban",
            "Daftar nama korban",
            "Nama_korban",
            "Nama penyintas",
            "Name of the survivor",
        ]
    )
    return Planted("name_heading", said)


MAKERS: dict[str, Callable[[random.Random], Planted]] = {
    "nik": _nik,
    "nric": _nric,
    "long_number": _long_number,
    "passport": _passport,
    "phone": _phone,
    "email": _email,
    "birth_date": _birth_date,
    "address": _address,
    "coordinates": _coordinates,
    "case_number": _case_number,
    "person": _person,
    "name_heading": _name_heading,
}
