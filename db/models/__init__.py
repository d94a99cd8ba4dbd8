"""Every kind of record, by its stable name in the journal."""

from db.base import Record
from db.models.assignment import Assignment
from db.models.career import ArmyService, ForeignTie, ForeignTrip, OldRegimeWork, Organisation, Planning, WorkHistory
from db.models.catalog_entry import CatalogEntry
from db.models.contact import Contact
from db.models.decision import Decision, DocumentNumber, Signer
from db.models.discipline import CouncilMember, DisciplineCase, DisciplineInterval, DisciplineStep
from db.models.due import DueMark, FigureCorrection
from db.models.employment import Employment
from db.models.family import FamilyMember
from db.models.movement import Movement, PreservedAllowance
from db.models.office import Office
from db.models.package import IssuedPackage
from db.models.paper import Paper
from db.models.party import PartyMembership
from db.models.person import Person, PersonAlias
from db.models.position import JobPosition, Quota
from db.models.qualification import Qualification
from db.models.retirement import RetirementCase, RetirementStep
from db.models.salary import SalaryStep
from db.models.source import SourceFile, SourceRow
from db.models.unit import Unit, UnitState, UnitSuccession
from db.models.welfare import Allowance, Award, HealthCheck, Household

RECORDS: tuple[type[Record], ...] = (
    Office,
    Unit,
    UnitState,
    UnitSuccession,
    Decision,
    DocumentNumber,
    Signer,
    JobPosition,
    Quota,
    CatalogEntry,
    IssuedPackage,
    SourceFile,
    Person,
    PersonAlias,
    Contact,
    Employment,
    Assignment,
    WorkHistory,
    Planning,
    SalaryStep,
    Allowance,
    Qualification,
    PartyMembership,
    Organisation,
    ArmyService,
    OldRegimeWork,
    ForeignTie,
    ForeignTrip,
    Award,
    FamilyMember,
    HealthCheck,
    Household,
    Paper,
    SourceRow,
    DisciplineCase,
    DisciplineStep,
    DisciplineInterval,
    CouncilMember,
    Movement,
    PreservedAllowance,
    RetirementCase,
    RetirementStep,
    DueMark,
    FigureCorrection,
)
BY_NAME: dict[str, type[Record]] = {record.__tablename__: record for record in RECORDS}

__all__ = [
    "BY_NAME",
    "RECORDS",
    "Allowance",
    "ArmyService",
    "Assignment",
    "Award",
    "CatalogEntry",
    "Contact",
    "CouncilMember",
    "Decision",
    "DisciplineCase",
    "DisciplineInterval",
    "DisciplineStep",
    "DocumentNumber",
    "DueMark",
    "Employment",
    "FamilyMember",
    "FigureCorrection",
    "ForeignTie",
    "ForeignTrip",
    "HealthCheck",
    "Household",
    "IssuedPackage",
    "JobPosition",
    "Movement",
    "Office",
    "OldRegimeWork",
    "Organisation",
    "Paper",
    "PartyMembership",
    "Person",
    "PersonAlias",
    "Planning",
    "PreservedAllowance",
    "Qualification",
    "Quota",
    "Record",
    "RetirementCase",
    "RetirementStep",
    "SalaryStep",
    "Signer",
    "SourceFile",
    "SourceRow",
    "Unit",
    "UnitState",
    "UnitSuccession",
    "WorkHistory",
]
