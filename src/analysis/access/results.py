"""Accounts of NCSIS: who holds them, in which province, and for which modules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import pandas as pd

from analysis.access.contract import ACTIVE, CENTRAL, ENGLISH, INACTIVE, ISLANDS, LOCAL, SERVICE, SUPPORT
from laporan.facts.identity import Identity, at_most, parts
from laporan.facts.lineage import Basis
from laporan.facts.printed import angka, hitungan
from laporan.facts.quantity import Operand, Quantity, count, exact, relative_change, share, summed, total
from laporan.facts.tables import Cell, Table, table
from laporan.notebook.results import Identities, Results

__all__ = [
    "Area",
    "Module",
    "Modules",
    "Spread",
    "UserTrend",
    "Users",
    "applications",
    "modules",
    "spread",
    "user_trend",
    "users",
]

SECTION = "ncsis"
USERS, SERVANTS, GRANTS = "pengguna", "PNS daerah", "hak akses"
PER_THOUSAND = "pengguna per 1.000 PNS daerah"
COUNTRY = "Indonesia"


@dataclass(frozen=True)
class Users:
    """Accounts of one year.

    Parameters
    ----------
    year : int
        The year.
    local, central : Quantity
        Active accounts of local and of central agencies.
    inactive : Quantity
        Accounts that were switched off, of all agencies.
    """

    year: int
    local: Quantity
    central: Quantity
    inactive: Quantity

    @property
    def active(self) -> Quantity:
        """All active accounts."""
        return (self.local + self.central).called("pengguna aktif")

    @property
    def all(self) -> Quantity:
        """Active and inactive accounts together."""
        return (self.active + self.inactive).called("semua akun")

    @property
    def inactive_share(self) -> Quantity:
        """Share of all accounts that is no longer used."""
        return share(self.inactive, self.all)


def users(accounts: pd.DataFrame, year: int) -> Users:
    """Count the accounts of one year by status and kind of agency.

    Parameters
    ----------
    accounts : DataFrame
        Dataset `ncsis_pengguna`: one row a status and kind of agency.
    year : int
        The year of the data.
    """
    active = accounts[accounts["status"] == ACTIVE]
    return Users(
        year,
        total(active.loc[active["agency"] == LOCAL, "users"], USERS).called("pengguna di instansi daerah"),
        total(active.loc[active["agency"] == CENTRAL, "users"], USERS).called("pengguna di instansi pusat"),
        total(accounts.loc[accounts["status"] == INACTIVE, "users"], USERS).called("akun nonaktif"),
    )


@dataclass(frozen=True)
class UserTrend:
    """Accounts of one year or more, oldest first."""

    years: tuple[Users, ...]

    @property
    def now(self) -> Users:
        """The latest year."""
        return self.years[-1]

    @property
    def before(self) -> Users | None:
        """The year before the latest; None where there is no data of it."""
        earlier = [users for users in self.years if users.year == self.now.year - 1]
        return earlier[0] if earlier else None

    @property
    def growth(self) -> Quantity | None:
        """Relative change of the active accounts against the year before; None where there is no data of it."""
        return relative_change(self.before.active, self.now.active) if self.before else None

    def table(self) -> Table:
        """Table of accounts by kind, a year a column, with their sum in the last row."""
        rows: list[tuple[Cell, ...]] = [
            (f"Aktif, {LOCAL.lower()}", *(users.local for users in self.years)),
            (f"Aktif, {CENTRAL.lower()}", *(users.central for users in self.years)),
            ("Nonaktif, semua instansi", *(users.inactive for users in self.years)),
            ("Jumlah akun", *(users.all for users in self.years)),
        ]
        return table(("Akun", *(str(users.year) for users in self.years)), rows, total=True)


def user_trend(history: Mapping[int, pd.DataFrame]) -> UserTrend:
    """Count the accounts of several years.

    Parameters
    ----------
    history : mapping of int to DataFrame
        Dataset `ncsis_pengguna` by year, oldest first; the last year is that of the report.
    """
    return UserTrend(tuple(users(accounts, year) for year, accounts in history.items()))


@dataclass(frozen=True)
class Area:
    """A province, a group of islands, or the whole country.

    Parameters
    ----------
    name : str
        Its name.
    code : str
        ISO 3166-2 code of a province; "" for a group of islands and the country.
    provinces, agencies : Quantity
        How many provinces and local agencies it has.
    servants : Quantity
        Local civil servants.
    users : Quantity
        Active users of local agencies.
    """

    name: str
    code: str
    provinces: Quantity
    agencies: Quantity
    servants: Quantity
    users: Quantity

    @property
    def rate(self) -> Quantity:
        """Active users per 1.000 local civil servants."""
        value = Fraction(1000) * exact(self.users.value) / exact(self.servants.value)
        return Quantity(value, PER_THOUSAND, self.servants, self.users, Basis.of(self.users, self.servants))


@dataclass(frozen=True)
class Spread:
    """Active users of local agencies by area.

    Parameters
    ----------
    provinces, islands : tuple of Area
        Provinces in the order of the file; groups of islands in that of the contract.
    country : Area
        All provinces together.
    """

    provinces: tuple[Area, ...]
    islands: tuple[Area, ...]
    country: Area

    @property
    def everywhere(self) -> bool:
        """Whether every province has active users."""
        return all(area.users for area in self.provinces)

    def province(self, name: str) -> Area:
        """The province of that name."""
        return next(area for area in self.provinces if area.name == name)

    def island(self, name: str) -> Area:
        """The group of islands of that name."""
        return next(area for area in self.islands if area.name == name)

    def table(self) -> Table:
        """Table of the groups of islands: provinces, agencies, civil servants, users and rate; the country last."""
        rows = [_area_row(area, self.country) for area in (*self.islands, self.country)]
        head = ("Wilayah", "Provinsi", "Instansi daerah", "PNS daerah", "Pengguna aktif", "Pengguna per 1.000 PNS")
        return table(head, rows, total=True, how=HOW_RATE)

    def province_table(self) -> Table:
        """Table of all provinces, the highest rate first, then the groups of islands and the country."""
        ordered = sorted(self.provinces, key=lambda area: (-area.rate.value, area.name))
        rows = [
            (area.name, area.agencies, area.servants, area.users, angka(area.rate, 1))
            for area in (*ordered, *self.islands, self.country)
        ]
        head = ("Wilayah", "Instansi daerah", "PNS daerah", "Pengguna aktif", "Pengguna per 1.000 PNS")
        return table(head, rows, total=True, how=HOW_RATE)


HOW_RATE = (
    "Angka per 1.000 PNS adalah pengguna aktif instansi daerah dibagi banyaknya PNS daerah di wilayah yang sama, "
    "dikalikan 1.000. Angka wilayah dihitung dari jumlahnya, bukan dari rata-rata provinsi."
)


def _area_row(area: Area, country: Area) -> tuple[Cell, ...]:
    users = hitungan(share(area.users, country.users))
    return area.name, area.provinces, area.agencies, area.servants, users, angka(area.rate, 1)


def spread(rows: pd.DataFrame) -> Spread:
    """Count active users of local agencies by province, group of islands and country.

    Parameters
    ----------
    rows : DataFrame
        Dataset `ncsis_provinsi`: one row a province.
    """
    return Spread(
        tuple(_area(str(name), str(part["code"].iloc[0]), part) for name, part in rows.groupby("province", sort=False)),
        tuple(_area(island, "", rows[rows["island"] == island]) for island in ISLANDS),
        _area(COUNTRY, "", rows),
    )


def _area(name: str, code: str, rows: pd.DataFrame) -> Area:
    return Area(
        name,
        code,
        count(rows, "provinsi"),
        total(rows["agencies"], "instansi"),
        total(rows["servants"], SERVANTS),
        total(rows["users"], USERS),
    )


@dataclass(frozen=True)
class Module:
    """A module of NCSIS, or the whole group of supporting ones.

    Parameters
    ----------
    name : str
        Its name.
    group : str
        "Pelayanan" or "Pendukung".
    grants : Quantity
        How often access to it was granted.
    """

    name: str
    group: str
    grants: Quantity


@dataclass(frozen=True)
class Modules:
    """All modules and how often access to each was granted; one account may hold several grants."""

    modules: tuple[Module, ...]

    @property
    def all(self) -> Quantity:
        """Grants of all modules."""
        return summed((module.grants for module in self.modules), GRANTS).called("hak akses semua modul")

    def group(self, name: str) -> tuple[Module, ...]:
        """Modules of the named group, those with most grants first."""
        mine = [module for module in self.modules if module.group == name]
        return tuple(sorted(mine, key=lambda module: -module.grants.value))

    @property
    def services(self) -> tuple[Module, ...]:
        """Modules of services, those with most grants first."""
        return self.group(SERVICE)

    @property
    def supports(self) -> tuple[Module, ...]:
        """Supporting modules, those with most grants first."""
        return self.group(SUPPORT)

    @property
    def support(self) -> Quantity:
        """Share of all grants that belongs to supporting modules."""
        grants = summed((module.grants for module in self.supports), GRANTS)
        return share(grants.called("hak akses modul pendukung"), self.all)

    def per_user(self, active: Quantity) -> Quantity:
        """Average number of grants of an active user.

        Parameters
        ----------
        active : Quantity
            Active users.
        """
        rate, basis = (self.all / active).value, Basis.of(self.all, active)
        steps = (Operand("", self.all), Operand("÷", active.called(active.name or "pengguna aktif")))
        return Quantity(rate, f"{GRANTS} per pengguna aktif", active, self.all, basis, operands=steps)

    def part(self, modules: Iterable[Module]) -> Quantity:
        """Share of all grants that belongs to the given modules."""
        return share(summed((module.grants for module in modules), GRANTS), self.all)

    def table(self) -> Table:
        """Table of grants by module, services first, then the sums of both groups and of all."""
        rows: list[tuple[Cell, ...]] = [
            (module.name, f"Modul {module.group.lower()}", hitungan(self.part([module])))
            for module in (*self.services, *self.supports)
        ]
        rows += [
            ("Semua modul pelayanan", "", hitungan(self.part(self.services))),
            ("Semua modul pendukung", "", hitungan(self.support)),
            ("Jumlah", "", self.all),
        ]
        return table(("Modul", "Kelompok", "Hak akses"), rows, total=True)


def modules(rows: pd.DataFrame) -> Modules:
    """Read the grants of each module.

    Parameters
    ----------
    rows : DataFrame
        Dataset `ncsis_modul`: one row a module.
    """
    names = zip(rows.index, rows["module"], rows["group"], strict=True)
    return Modules(
        tuple(
            Module(str(name), str(group), total(rows.loc[rows.index == number, "grants"], GRANTS))
            for number, name, group in names
        )
    )


def identities(found: Users, accounts: pd.DataFrame) -> list[Identity]:
    """Identity: active and inactive accounts are all accounts of the file.

    Parameters
    ----------
    found : Users
        The counted accounts.
    accounts : DataFrame
        Dataset `ncsis_pengguna`, from which they were counted.
    """
    everyone = total(accounts["users"], USERS)
    return [Identity(SECTION, "Aktif + nonaktif = semua akun", str(found.year), found.all, everyone)]


def spread_identities(found: Spread, users: Users) -> list[Identity]:
    """Identities: provinces and groups of islands add up to the country, whose users are the active local ones.

    Parameters
    ----------
    found : Spread
        Users by area.
    users : Users
        Accounts of the same year.
    """
    columns: dict[str, Callable[[Area], Quantity]] = {
        "provinsi": lambda area: area.provinces,
        "instansi daerah": lambda area: area.agencies,
        SERVANTS: lambda area: area.servants,
        "pengguna aktif": lambda area: area.users,
    }
    laws = []
    for case, of in columns.items():
        laws.append(parts(SECTION, "Jumlah provinsi = Indonesia", case, map(of, found.provinces), of(found.country)))
        laws.append(parts(SECTION, "Jumlah wilayah = Indonesia", case, map(of, found.islands), of(found.country)))
    law = "Pengguna menurut provinsi = pengguna aktif instansi daerah"
    laws.append(Identity(SECTION, law, str(users.year), found.country.users, users.local))
    law = "Pengguna aktif ≤ PNS daerah"
    for area in found.provinces:
        users_are = at_most(SECTION, law, area.name, area.users.counted_as(SERVANTS), area.servants)
        laws.append(replace(users_are, rule_of_data=True))
    return laws


def module_identities(found: Modules, rows: pd.DataFrame, users: Users) -> list[Identity]:
    """Identities: services and supporting modules are all modules of the file; no module is granted to one user twice.

    Parameters
    ----------
    found : Modules
        The modules by group.
    rows : DataFrame
        Dataset `ncsis_modul`, from which they were read.
    users : Users
        Accounts of the same year.
    """
    both = [module.grants for module in (*found.services, *found.supports)]
    law = "Modul pelayanan + pendukung = semua hak akses"
    return [parts(SECTION, law, GRANTS, both, total(rows["grants"], GRANTS))] + [
        at_most(SECTION, "Hak akses satu modul ≤ pengguna aktif", m.name, m.grants.counted_as(USERS), users.active)
        for m in found.modules
    ]


def applications(rows: pd.DataFrame) -> Table:
    """Table of the applications with their full names, foreign ones in italics, and purposes.

    Parameters
    ----------
    rows : DataFrame
        Dataset `ncsis_aplikasi`: one row an application.
    """
    columns = zip(rows["application"], rows["long_name"], rows["language"], rows["purpose"], strict=True)
    lines = [(name, _long_name(full, language), purpose) for name, full, language, purpose in columns]
    return table(("Aplikasi", "Kepanjangan", "Kegunaan"), lines, widths=(2, 4, 7), rests_on=Basis.of(rows))


def _long_name(name: object, language: str) -> str | None:
    """None where the short name is all there is (an optional cell reads as a missing value)."""
    if not isinstance(name, str):
        return None
    return f"*{name}*" if language == ENGLISH else name


RESULTS: dict[str, Callable[[Results], object]] = {
    "users": lambda r: users(r.report.load("ncsis_pengguna"), r.report.year),
    "spread": lambda r: spread(r.report.load("ncsis_provinsi")),
    "modules": lambda r: modules(r.report.load("ncsis_modul")),
}
MEASURES: dict[str, Callable[[Results], Quantity]] = {
    "access-active": lambda r: r.users.active,
    "access-active-local": lambda r: r.users.local,
    "access-active-central": lambda r: r.users.central,
    "access-inactive-users": lambda r: r.users.inactive,
    "access-inactive": lambda r: r.users.inactive_share,
    "access-support-share": lambda r: r.modules.support,
}
IDENTITIES: Identities = (
    lambda r: identities(r.users, r.report.load("ncsis_pengguna")),
    lambda r: spread_identities(r.spread, r.users),
    lambda r: module_identities(r.modules, r.report.load("ncsis_modul"), r.users),
)
