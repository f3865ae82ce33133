"""A real LibreOffice for tests: it opens workbooks, types into them as a person does, and says what it shows.

LibreOffice brings its own Basic, so that nothing has to be installed to drive it. One line of a script is one step; its
words are parted by tabs. What is typed goes through the same commands as the keyboard, and a date or a number is
understood as LibreOffice understands it. It runs until all tests end: the longer nothing is asked of it, the less often
it looks for a script.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterable
from html import escape
from pathlib import Path

SECONDS = 120

MACRO = """
Sub Serve(folder)
  Dim files, number, idle
  files = createUnoService("com.sun.star.ucb.SimpleFileAccess")
  number = 1
  idle = 20
  Do While Not files.exists(ConvertToURL(folder & "/end"))
    If files.exists(ConvertToURL(folder & "/script-" & number)) Then
      Run(folder & "/script-" & number)
      number = number + 1
      idle = 20
    Else
      Wait idle
      If idle < 500 Then idle = idle + 10
    End If
  Loop
  StarDesktop.terminate()
End Sub

Sub Run(script)
  Dim files, steps, answers, book, sheet, words, how(2) As New com.sun.star.beans.PropertyValue
  files = createUnoService("com.sun.star.ucb.SimpleFileAccess")
  steps = createUnoService("com.sun.star.io.TextInputStream")
  steps.setInputStream(files.openFileRead(ConvertToURL(script)))
  steps.setEncoding("UTF-8")
  answers = createUnoService("com.sun.star.io.TextOutputStream")
  answers.setOutputStream(files.openFileWrite(ConvertToURL(script & ".answers")))
  answers.setEncoding("UTF-8")
  On Error GoTo Failed
  how(0).Name = "Hidden"
  how(0).Value = True
  how(1).Name = "FilterName"
  how(2).Name = "FilterOptions"
  Do While Not steps.isEOF()
    words = Split(steps.readLine(), Chr(9))
    If UBound(words) > 0 And words(0) <> "open" And words(0) <> "save" And words(0) <> "print" Then
      sheet = book.Sheets.getByName(words(1))
      book.CurrentController.setActiveSheet(sheet)
    End If
    Select Case words(0)
    Case "open"
      how(1).Value = IIf(UBound(words) > 1, words(UBound(words) - 1), "")
      how(2).Value = IIf(UBound(words) > 1, words(UBound(words)), "")
      book = StarDesktop.loadComponentFromURL(ConvertToURL(words(1)), "_blank", 0, how())
    Case "type"
      Command(book, ".uno:GoToCell", "ToPoint", words(2))
      Command(book, ".uno:EnterString", "StringName", words(3))
    Case "locked"
      locked = sheet.isProtected() And sheet.getCellRangeByName(words(2)).CellProtection.IsLocked
      answers.writeString(IIf(locked, "yes", "no") & Chr(10))
    Case "show"
      answers.writeString(sheet.getCellRangeByName(words(2)).String & Chr(10))
    Case "invalid"
      answers.writeString(IIf(sheet.showInvalid(), "yes", "no") & Chr(10))
      sheet.clearArrows()
    Case "tab"
      Command(book, ".uno:GoToCell", "ToPoint", "A1")
      For step_ = 1 To CInt(words(2))
        Command(book, ".uno:JumpToNextUnprotected", "", "")
        answers.writeString(Split(book.CurrentSelection.AbsoluteName, ".")(1) & Chr(10))
      Next
    Case "insert"
      sheet.unprotect("")
      sheet.Rows.insertByIndex(CLng(words(2)) - 1, 1)
    Case "delete"
      sheet.unprotect("")
      sheet.Rows.removeByIndex(CLng(words(2)) - 1, 1)
    Case "rename"
      sheet.Name = words(2)
    Case "save"
      Store(book, words(1), IIf(UBound(words) > 1, words(UBound(words)), "Calc MS Excel 2007 XML"))
    Case "print"
      Store(book, words(1), "calc_pdf_Export")
    Case "close"
      book.close(True)
    End Select
  Loop
  GoTo Finished
Failed:
  answers.writeString("FAILED " & Error() & " at " & Join(words, " ") & Chr(10))
  If Not IsNull(book) Then book.close(True)
Finished:
  answers.writeString("END" & Chr(10))
  answers.closeOutput()
End Sub

Sub Command(book, name, argument, value)
  Dim given(0) As New com.sun.star.beans.PropertyValue
  given(0).Name = argument
  given(0).Value = value
  createUnoService("com.sun.star.frame.DispatchHelper").executeDispatch( _
    book.CurrentController.Frame, name, "", 0, given())
End Sub

Sub Store(book, path, filter)
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName"
  how(0).Value = filter
  book.storeToURL(ConvertToURL(path), how())
End Sub
"""

MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
{source}
</script:module>
"""


class Office:
    """LibreOffice with a profile of its own, started once; it runs each script that it finds in its folder."""

    def __init__(self, command: str, folder: Path) -> None:
        """Make the profile. `folder` is where it and the scripts lie."""
        self._command = [command, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
        self._folder = folder
        self._scripts = 0
        subprocess.run([*self._command, "--terminate_after_init"], check=True, timeout=SECONDS, capture_output=True)
        module = folder / "profile" / "user" / "basic" / "Standard" / "Module1.xba"
        module.write_text(MODULE.format(source=escape(MACRO, quote=False)), "utf-8")
        serve = [*self._command, f'macro:///Standard.Module1.Serve("{folder}")']
        self._running = subprocess.Popen(serve, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def run(self, *steps: Iterable[object]) -> list[str]:
        """Run the steps of a script; gives the lines that they answered.

        Steps: `open PATH [FILTER OPTIONS]`, `type SHEET CELL TEXT` (only into cells that may be written: refusing,
        LibreOffice would ask a question that nobody answers), `show SHEET CELL`, `locked SHEET CELL`, `invalid SHEET`
        (whether a rule of the sheet is broken), `tab SHEET TIMES` (where the Tab key leads), `insert SHEET ROW`,
        `delete SHEET ROW`, `rename SHEET NAME`, `save PATH [FILTER]` (else .xlsx), `print PATH` (.pdf), `close`.
        """
        self._scripts += 1
        script = self._folder / f"script-{self._scripts}"
        whole = script.with_name("being-written")  # it is run as soon as it is there
        whole.write_text("\n".join("\t".join(str(word) for word in step) for step in steps), "utf-8")
        whole.rename(script)
        *answers, _ = self._answers(script.with_name(f"{script.name}.answers"))
        assert not [line for line in answers if line.startswith("FAILED")], answers
        return answers

    def end(self) -> None:
        """Let LibreOffice end."""
        (self._folder / "end").touch()
        self._running.wait(timeout=SECONDS)

    def _answers(self, file: Path) -> list[str]:
        """What was answered, once the script is at its end."""
        until = time.monotonic() + SECONDS
        while not file.exists() or (lines := file.read_text("utf-8").splitlines())[-1:] != ["END"]:
            assert time.monotonic() < until, "LibreOffice does not answer"
            time.sleep(0.02)
        return lines
