"""Clean workbooks: forms of several districts, filled with plausible numbers, amounts, names of centres and notes."""

from __future__ import annotations

import functools
import io
import random
import re
import zipfile
from collections.abc import Mapping
from typing import NamedTuple
from xml.sax.saxutils import escape

from data.catalogue import load_catalogue
from data.countries import load_country
from data.intake.form import Form, LastQuarter
from data.intake.layout import TABLES, Column
from data.intake.sheets.table import FIRST
from data.intake.template import template
from data.model import Level, Quarter

QUARTER = Quarter(2026, 3)
COUNTRIES = {"IDN": 4, "MYS": 2, "TLS": 2}
"""Of how many districts of each country forms are drawn."""


class Blank(NamedTuple):
    """An empty form: its parts, and which part is which sheet."""

    form: Form
    parts: Mapping[str, bytes]
    part_of: Mapping[str, str]


@functools.cache
def blanks() -> tuple[Blank, ...]:
    """Empty forms of several districts and languages, the last quarter's values in some of them."""
    chance = random.Random("blanks")  # noqa: S311 - chance, not secrets
    catalogue = load_catalogue(None)
    made = []
    for iso3, count in COUNTRIES.items():
        country = load_country(iso3, None)
        districts = [place for place in country.places.values() if place.level is Level.DISTRICT]
        for number, place in enumerate(chance.sample(districts, count)):
            form = Form(catalogue, country, place, QUARTER, ("en", "id")[number % 2], "real", _last(chance, catalogue))
            made.append(_blank(form))
    return tuple(made)


@functools.cache
def pool() -> tuple[tuple[Blank, Mapping[str, bytes]], ...]:
    """Some filled workbooks, for planting something into copies of them."""
    return tuple(filled(random.Random(f"pool {number}")) for number in range(40))  # noqa: S311 - chance, not secrets


def filled(chance: random.Random) -> tuple[Blank, dict[str, bytes]]:
    """A clean filled workbook: the form that it was, and its parts."""
    blank = chance.choice(blanks())
    parts = dict(blank.parts)
    for sheet, cells in _typed(blank.form, chance).items():
        part = blank.part_of[sheet]
        parts[part] = with_cells(parts[part], cells)
    return blank, parts


def with_cells(sheet: bytes, cells: Mapping[str, object]) -> bytes:
    """A sheet's XML with values typed into cells that it has."""

    def typed(found: re.Match[bytes]) -> bytes:
        value = cells.get(found[1].decode())
        return found[0] if value is None else cell_xml(found[1].decode(), value, (found[2] or b"").decode())

    return CELL.sub(typed, sheet)


CELL = re.compile(rb'<c r="([A-Z]+\d+)"((?: s="\d+")?)(?: t="n")?\s*(?:/>|></c>|><v\s*/></c>)')


def cell_xml(address: str, value: object, style: str = "") -> bytes:
    """A cell as spreadsheets write it."""
    if isinstance(value, str):
        inside = f'<is><t xml:space="preserve">{escape(value)}</t></is>'
        return f'<c r="{address}"{style} t="inlineStr">{inside}</c>'.encode()
    return f'<c r="{address}"{style}><v>{value!r}</v></c>'.encode()


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in parts.items():
            container.writestr(name, content)
    return out.getvalue()


def unpacked(content: bytes) -> dict[str, bytes]:
    """The parts of a file."""
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        return {name: container.read(name) for name in container.namelist()}


def _blank(form: Form) -> Blank:
    parts = unpacked(template(form))
    workbook, links = parts["xl/workbook.xml"].decode(), parts["xl/_rels/workbook.xml.rels"].decode()
    targets = {}
    for each in re.findall(r"<Relationship [^>]*>", links):
        target, ident = re.search(r'Target="/?([^"]*)"', each), re.search(r' Id="([^"]*)"', each)
        if target and ident:
            targets[ident[1]] = target[1] if target[1].startswith("xl/") else f"xl/{target[1]}"
    sheets = re.findall(r'<sheet name="([^"]*)"[^>]*r:id="([^"]*)"', workbook)
    return Blank(form, parts, {name: targets[ident] for name, ident in sheets})


def _last(chance: random.Random, catalogue: object) -> LastQuarter:
    indicators = load_catalogue(None).indicators.values()
    parts = [part for each in indicators for part in each.parts if part.kind != "ratio"]
    values = {part.measure: _number(part.unit == "money", chance) for part in parts if chance.random() < 0.7}
    return LastQuarter(values=values)


def _number(money: bool, chance: random.Random) -> float:
    if not money:
        return float(chance.choice([0, 0, 1, 2, 5, 12, 40, 153, 2_400, 12_000]))
    size = 10 ** chance.uniform(5, 11.9)
    return round(size, chance.choice([-6, -5, -3, 0, 0, 2]))


def _typed(form: Form, chance: random.Random) -> dict[str, dict[str, object]]:
    """What an officer types, by sheet and cell."""
    typed: dict[str, dict[str, object]] = {}
    for slot in form.layout.slots:
        if chance.random() < 0.6:
            sheet = form.say(f"sheets.{slot.sheet.value}")
            typed.setdefault(sheet, {})[slot.cell] = _number(slot.part.unit == "money", chance)
    for table, (columns, rows) in TABLES.items():
        cells = typed.setdefault(form.say(f"sheets.{table}"), {})
        for row in range(FIRST, FIRST + chance.randrange(0, rows)):
            for number, column in enumerate(columns):
                if chance.random() < 0.8:
                    cells[f"{chr(65 + number)}{row}"] = _in_table(form, column, chance)
    return typed


def _in_table(form: Form, column: Column, chance: random.Random) -> object:
    match column.kind:
        case "number":
            return float(chance.randrange(0, 60))
        case "money":
            return chance.choice([_number(True, chance), _number(True, chance), amount(chance)])
        case "date":
            day = chance.randrange(1, 29)
            return chance.choice(
                [
                    float(chance.randrange(44000, 47000)),
                    f"20{chance.randrange(20, 28)}-0{chance.randrange(1, 10)}-{day:02}",
                ]
            )
        case "currency":
            return chance.choice([form.country.currency, "USD"])
        case "choice":
            return form.say(f"options.{chance.choice(column.options)}")
    if column.key == "code":
        return f"{form.place.code}-C{chance.randrange(1, 9)}"
    return source(chance) if column.key == "source" else centre(form, chance)


def centre(form: Form, chance: random.Random) -> str:
    """The name of a centre."""
    place = chance.choice(list(form.country.places.values())).name
    return chance.choice(
        [
            f"UPTD PPA {place}",
            f"Rumah Aman {chance.choice(['Melati', 'Kasih Ibu', 'Harapan', 'Mawar 2', 'Anak Bangsa'])}",
            f"Rumah Perlindungan Trauma Center {place}",
            f"Yayasan {chance.choice(['Sayap Ibu', 'Pulih', 'Embun Pelangi', 'Kusuma Buana', 'Umar bin Khattab'])}",
            f"RSUD dr. {chance.choice(['Soetomo', 'Slamet', 'Ben Mboi'])} {place}",
            f"RS Bhayangkara Tk. {chance.choice(['II', 'III'])} {place}",
            f"Sentra {chance.choice(['Handayani', 'Efata', 'Mulya Jaya'])} {place}",
            f"Balai Rehabilitasi Sosial Anak {chance.randrange(1, 9)}",
            f"Women's shelter {place}",
            f"Uma Mahon {place}",
            f"Fundação {chance.choice(['Alola', 'Pro Menino', 'Cáritas'])}",
            f"Pondok Pesantren Al-{chance.choice(['Hikmah', 'Amin', 'Ikhlas'])}",
            f"LKSA Kampung {chance.choice(['KB', 'Ramah Anak'])}",
            f"Panti Asuhan St. {chance.choice(['Yosef', 'Maria'])}",
            f"P2TP2A {place}",
        ]
    )


def source(chance: random.Random) -> str:
    """The name of a source of money."""
    year = chance.randrange(2023, 2028)
    return chance.choice(
        [
            f"APBD Kabupaten {year}",
            f"APBN - DAK Nonfisik PPA TA {year}",
            f"DIPA-{chance.randrange(10, 99):03}.01.1.{chance.randrange(400000, 499999)}/{year}",
            f"Sub kegiatan 2.08.03.2.0{chance.randrange(1, 9)}.{chance.randrange(1, 30):04}",
            f"5.1.02.0{chance.randrange(1, 9)}.001.000{chance.randrange(10, 99)} Belanja jasa",
            f"Dana Desa {year}/{year + 1}",
            "Kedutaan Besar Australia",
            "IOM - US Department of State (J/TIP)",
            f"CSR PT Bank Contoh (Persero) Tbk {year}",
            f"Hibah MoU {chance.randrange(10, 200)}/NK/DP3A/VI/{year}",
            f"EU grant ACA/{year}/{chance.randrange(100, 999)}-{chance.randrange(100, 999)}",
            "Sasakawa Endowment Fund",
            f"UN Women ROAP {year - 1}-{year}",
            "Zakat & infak (Baznas)",
            "Sumbangan masyarakat",
        ]
    )


def amount(chance: random.Random) -> str:
    """An amount of money as people write it into a text."""
    value = int(10 ** chance.uniform(6, 11.9))
    dotted = f"{value:,}"
    return chance.choice(
        [
            f"Rp {dotted.replace(',', '.')}",
            f"Rp{dotted.replace(',', '.')},00",
            f"Rp. {dotted.replace(',', '.')},-",
            dotted.replace(",", "."),
            dotted,
            dotted.replace(",", " "),
            f"USD {dotted}.50",
            f"RM{dotted}",
            f"IDR {value}",
            f"Rp {value / 1e9:.2f} miliar".replace(".", ","),
            f"{value // 1000 * 1000}",
        ]
    )


def note(chance: random.Random) -> str:
    """A note as officers write it."""
    number, year = chance.randrange(1, 900), chance.randrange(2019, 2028)
    month = chance.choice(["Januari", "Mei", "Agustus", "September", "Desember"])
    return chance.choice(
        [
            f"SK Bupati {number}/Kep.{chance.randrange(1, 500)}/{year}",
            f"SK Bupati Nomor 188.45/{number}/KPTS/013/{year} tanggal {chance.randrange(1, 29)} {month} {year}",
            f"Perda No. {number % 30 + 1} Tahun {year}",
            f"Perbup {number % 90 + 1}/{year} ttg Gugus Tugas",
            f"B-{number}/D.III/KB.01/06/{year}",
            f"KEP-{number}/M.PPPA/{year}",
            f"MoU No. 119/{number}/NK/{year}; PKS {number}/PKS/{year}",
            "UU 21/2007 Pasal 2, UU 18/2017 Pasal 81",
            f"Januari - Maret {year}",
            f"{month} {year}",
            f"Triwulan III {year}; semester I {year - 1}-{year}",
            "Q1-Q4 2025, 2024/2025/2026",
            f"data per 30 September {year}",
            f"1 Juli s.d. 30 September {year}",
            f"Sumber: Simfoni PPA, diunduh {month} {year}",
            f"Anggaran {amount(chance)}",
            f"realisasi {amount(chance)} dari {amount(chance)}",
            f"Desa Contoh {number % 80 + 11}.{number % 70 + 10}.0{number % 9}.200{number % 7 + 1}",
            f"korban {number % 40} orang: perempuan {number % 30}, anak {number % 10}",
            f"{number % 50} korban WNI, {number % 9} korban TPPO anak (12-17 tahun)",
            f"usia 13-17 tahun: {number % 20}; 18-24 tahun: {number % 12}",
            "Nama centre belum berubah sejak 2019",
            "jam layanan 08.00-16.00, hotline SAPA 129 dan 110",
            f"rasio 0,{number}; {number / 7:.9f} %",
            f"pelatihan {number % 5 + 1} hari, {number % 60} peserta, {month} {year}",
            "Rapat koordinasi lintas OPD, tidak ada kejadian",
            "jalan keluar: rujukan antardaerah; anak jalanan 12 orang",
            "tingkat RT dan RW, 4 desa, 3 kampung",
            "Kampung Ramah Perempuan dan Anak, Desa Siaga TPPO",
            "TB = tidak berlaku di sini",
            f"Agreement no. {number}/{year} dated 3 March {year}",
            f"Grant S-SJTIP-{chance.randrange(10, 24)}-GR-{number:04}",
            "Despacho n.º 12/GM/2025, Lei 3/2017",
            f"Decreto-Lei n.º {number % 40 + 1}/{year}",
            "ISO 9001:2015, ISBN belum ada, kode 8899",
            f"volume {number} eksemplar @ Rp 12.500",
            "https://kekerasan.kemenpppa.go.id/ringkasan",
            f"{number % 30} perkara, {number % 12} putusan; 12 terdakwa/9 berkas",
            f"No. {number} / {year % 100}",
            f"tahap {number % 4 + 1} dari 4 (25,5 %)",
            f"{year} {year + 1} {year + 2}",
            "12.345 orang; 1.234.567 eksemplar; 10-12-14 desa",
            "a.n. Bupati, Kepala Dinas DP3A",
            "Koordinator: Kepala UPTD PPA; penanggung jawab Bidang PPA",
        ]
    )


def file_name(blank: Blank, chance: random.Random) -> str:
    """The name under which a workbook is sent."""
    place = blank.form.place
    return chance.choice(
        [
            f"lima_{place.code}_{QUARTER}.xlsx",
            f"Laporan TW III 2026 {place.name} (1).xlsx",
            f"{place.name} final revisi 2.xlsx",
            f"Laporan_{place.code}_20261012.xlsx",
            "Laporan 12 Oktober 2026.xlsx",
            "WhatsApp File 2026-10-12 at 09.30.11.xlsx",
            "20261012_093011.xlsx",
            "Salinan dari Laporan-2026-Q3 fix banget.xlsx",
        ]
    )
