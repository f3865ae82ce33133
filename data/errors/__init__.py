"""Everything Lima raises on purpose.

* LimaError
  x UserError               shown as one sentence, without traceback; has a key for the words files
    + UnreadableWorkbook
      - NotAWorkbook        the file is no .xlsx workbook
        . EmptyFile, OldExcelFile, BinaryWorkbook, OpenDocumentFile, NumbersFile, TextFile, WebPageFile, ZippedFiles,
          StrictWorkbook    which kind it is instead, so that the sentence can say how to save it right
      - DamagedWorkbook     cut off, or changed on the way
        . DamagedSheet, DamagedCell   the same, where it is known which
        . RepeatedRow, RepeatedCell   one row or cell written twice
      - UnsafeWorkbook      not built as a spreadsheet program builds a workbook
        . MacroWorkbook     macros and other programs
        . EmbeddedObject    another document or a control inside
        . LinkedWorkbook, LinkedCell  reads from other files, programs or databases
      - TooMuchInside       more cells, formats, names ... than a form can have
        . TooMuchOnSheet    the same, where it is known on which sheet
        . FarCell           something stands far outside the form
        . LongText          a text longer than a cell can hold
      - UnusableZip         a zip of workbooks that cannot be opened, or holds none, or too many
      - OddFileName         the file's name hides what the file is
      - TooLarge            larger than Lima takes
      - Encrypted           protected with a password
      - OldTemplate         a version of the form that is no longer taken, or another form
      - WorkbookTooHard     the reader ran out of time or memory
    + NotAllowed            this district or page is not yours
      - NoLongerHeld        what was to be fetched is gone, or never was yours
    + OtherWorld            a demo return for a real database, or the reverse
    + ChangedMeanwhile      another return counts now than the sender saw
      - FiledMeanwhile      somebody else filed one
      - WithdrawnMeanwhile  the one that was to be replaced was withdrawn
    + Locked                a return that nobody may change before it is reopened
      - ReturnAccepted      it was accepted
      - QuarterClosed       the quarter is closed
    + CannotReview          what a review cannot do
      - NotWaiting          the return does not wait for a review, or not for this one
      - NotPassedOn         the province has not passed it on
      - StillOpen           it raised questions, and cannot be accepted among several
      - NotLocked           nothing is locked, so that nothing can be reopened or asked for
      - QuarterNotEnded     a quarter that goes on cannot be closed
      - OwnReturn           nobody reviews what they filed themselves
      - NothingToChange     it is so already
    + CannotRelease         what cannot be done with the release of a quarter
      - QuarterNotClosed    figures that may still change are not released
      - NothingAccepted     no return of the quarter was accepted
      - UnknownRelease      there is no release of this number
      - ReleaseFailed       the audit says that it would tell too much
      - ReleaseOutdated     the returns that it was made from are not those that are accepted now
      - NothingReleased     nobody is let in to releases before there is one
    + NotReleased           nothing was released of a quarter, and nothing else is for this reader
    + UnknownReceipt        there is no such receipt, or none for this visitor: the answer does not say which
    + NotCounting           a return that does not count any more cannot be withdrawn
    + NoReason              withdrawing needs a reason
      - NothingSaid         and so does what a review decides
    + NoCell                a note names no cell, or says nothing
    + PersonalSentence      a reason or an answer carries something by which a person could be found
    + NothingChecked        the examination says stop, or questions are not answered
    + BadPlanChange         a target or a proof that cannot be kept
    + BadAgreement          an agreement, a rate or a line of cost that cannot be so
    + AgreementChanged      somebody else has kept it since it was looked at
    + AlreadyAnswered       an intention that does not wait any more
    + NothingToTake         no agreement that an activity file could tell of
    + UnreadableFunding     a file of funding that cannot be opened
    + NotSignedIn           name and password do not fit, or the account may not sign in: no answer says which
    + TooManyAttempts       too many attempts to sign in; there is a time to wait
    + LinkIsOver            a one-time link that was used, is too old, or never was
    + WeakPassword          too short, too long, or one of those that are tried first
    + CannotAdminister      what cannot be done with a person
      - BadPerson           an e-mail or a name that is none
      - KnownPerson         somebody has this e-mail already
      - UnknownPerson       nobody has it
      - PlacesMismatch      the role is held for districts, for provinces, or for none, and these are not
      - RoleNotOpen         nobody can be given this role yet
      - PersonDisabled      they may sign in no longer
      - UnknownToken        they have no token of this number
      - LastAdministrator   somebody has to be left who may administer
    + BadBoundaries         a file of boundaries that cannot be installed
    + UnknownPlace          no place has this code
    + UnknownIndicator      no indicator has this code
    + BadQuestion           a program asks for values in a way that is not understood
  x DatabaseTrouble         the database cannot go on; its transaction is stored whole or not at all; has a key likewise
    + DatabaseUnreachable   it does not answer
    + DatabaseBusy          somebody else holds it for longer than Lima waits
    + DiskFull              there is no room to write
    + DatabaseReadOnly      it may be read only
    + DatabaseDamaged       its own files are broken
  x SetupError              the installation is wrong: Lima does not start; names file and key
    + BadIndicator
    + BadCountry
    + BadDisclosure
    + BadWords
    + BadDemo
    + BadSettings
    + WrongDatabase         the database is of another schema, country or world
      - OlderDatabase       of an earlier Lima: it can be upgraded
"""

from __future__ import annotations

from data.errors.asking import BadBoundaries, BadQuestion, UnknownIndicator, UnknownPlace
from data.errors.base import LimaError, UserError
from data.errors.funding import AgreementChanged, AlreadyAnswered, BadAgreement, NothingToTake, UnreadableFunding
from data.errors.installing import (
    BadCountry,
    BadDemo,
    BadDisclosure,
    BadIndicator,
    BadSettings,
    BadWords,
    OlderDatabase,
    SetupError,
    WrongDatabase,
)
from data.errors.people import (
    BadPerson,
    CannotAdminister,
    CommonPassword,
    KnownPerson,
    LastAdministrator,
    LinkIsOver,
    NoLongerHeld,
    NotAllowed,
    NotSignedIn,
    PersonDisabled,
    PlacesMismatch,
    RoleNotOpen,
    TooManyAttempts,
    UnknownPerson,
    UnknownToken,
    WeakPassword,
)
from data.errors.releasing import (
    CannotRelease,
    NothingAccepted,
    NothingReleased,
    NotReleased,
    QuarterNotClosed,
    ReleaseFailed,
    ReleaseOutdated,
    UnknownRelease,
)
from data.errors.returns import (
    BadPlanChange,
    ChangedMeanwhile,
    FiledMeanwhile,
    Locked,
    NoCell,
    NoReason,
    NotCounting,
    NothingChecked,
    NothingSaid,
    OtherWorld,
    PersonalSentence,
    QuarterClosed,
    ReturnAccepted,
    UnknownReceipt,
    WithdrawnMeanwhile,
)
from data.errors.reviewing import (
    CannotReview,
    NothingToChange,
    NotLocked,
    NotPassedOn,
    NotWaiting,
    OwnReturn,
    QuarterNotEnded,
    StillOpen,
)
from data.errors.storing import (
    BackupExists,
    BackupNotWritten,
    BadBackup,
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseReadOnly,
    DatabaseTrouble,
    DatabaseUnreachable,
    DiskFull,
    NotEmpty,
    OtherBackup,
)
from data.errors.workbooks import (
    BinaryWorkbook,
    DamagedCell,
    DamagedSheet,
    DamagedWorkbook,
    EmbeddedObject,
    EmptyFile,
    Encrypted,
    FarCell,
    LinkedCell,
    LinkedWorkbook,
    LongText,
    MacroWorkbook,
    NotAWorkbook,
    NumbersFile,
    OddFileName,
    OldExcelFile,
    OldTemplate,
    OpenDocumentFile,
    RepeatedCell,
    RepeatedRow,
    StrictWorkbook,
    TextFile,
    TooLarge,
    TooMuchInside,
    TooMuchOnSheet,
    UnreadableWorkbook,
    UnsafeWorkbook,
    UnusableZip,
    WebPageFile,
    WorkbookTooHard,
    ZippedFiles,
)

__all__ = [
    "AgreementChanged",
    "AlreadyAnswered",
    "BackupExists",
    "BackupNotWritten",
    "BadAgreement",
    "BadBackup",
    "BadBoundaries",
    "BadCountry",
    "BadDemo",
    "BadDisclosure",
    "BadIndicator",
    "BadPerson",
    "BadPlanChange",
    "BadQuestion",
    "BadSettings",
    "BadWords",
    "BinaryWorkbook",
    "CannotAdminister",
    "CannotRelease",
    "CannotReview",
    "ChangedMeanwhile",
    "CommonPassword",
    "DamagedCell",
    "DamagedSheet",
    "DamagedWorkbook",
    "DatabaseBusy",
    "DatabaseDamaged",
    "DatabaseReadOnly",
    "DatabaseTrouble",
    "DatabaseUnreachable",
    "DiskFull",
    "EmbeddedObject",
    "EmptyFile",
    "Encrypted",
    "FarCell",
    "FiledMeanwhile",
    "KnownPerson",
    "LastAdministrator",
    "LimaError",
    "LinkIsOver",
    "LinkedCell",
    "LinkedWorkbook",
    "Locked",
    "LongText",
    "MacroWorkbook",
    "NoCell",
    "NoLongerHeld",
    "NoReason",
    "NotAWorkbook",
    "NotAllowed",
    "NotCounting",
    "NotEmpty",
    "NotLocked",
    "NotPassedOn",
    "NotReleased",
    "NotSignedIn",
    "NotWaiting",
    "NothingAccepted",
    "NothingChecked",
    "NothingReleased",
    "NothingSaid",
    "NothingToChange",
    "NothingToTake",
    "NumbersFile",
    "OddFileName",
    "OldExcelFile",
    "OldTemplate",
    "OlderDatabase",
    "OpenDocumentFile",
    "OtherBackup",
    "OtherWorld",
    "OwnReturn",
    "PersonDisabled",
    "PersonalSentence",
    "PlacesMismatch",
    "QuarterClosed",
    "QuarterNotClosed",
    "QuarterNotEnded",
    "ReleaseFailed",
    "ReleaseOutdated",
    "RepeatedCell",
    "RepeatedRow",
    "ReturnAccepted",
    "RoleNotOpen",
    "SetupError",
    "StillOpen",
    "StrictWorkbook",
    "TextFile",
    "TooLarge",
    "TooManyAttempts",
    "TooMuchInside",
    "TooMuchOnSheet",
    "UnknownIndicator",
    "UnknownPerson",
    "UnknownPlace",
    "UnknownReceipt",
    "UnknownRelease",
    "UnknownToken",
    "UnreadableFunding",
    "UnreadableWorkbook",
    "UnsafeWorkbook",
    "UnusableZip",
    "UserError",
    "WeakPassword",
    "WebPageFile",
    "WithdrawnMeanwhile",
    "WorkbookTooHard",
    "WrongDatabase",
    "ZippedFiles",
]
