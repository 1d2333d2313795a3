Attribute VB_Name = "Buttons"
Option Explicit
' What the buttons on a sheet run, one for each; [Alt]+[F8] lists them, too. ASCII only, see Press.

Public Sub Compare()
    PressButton "compare"
End Sub

Public Sub Budget()
    PressButton "budget"
End Sub

Public Sub Review()
    PressButton "review"
End Sub

Public Sub Progress()
    PressButton "progress"
End Sub

Public Sub ProgressAgain()
    PressButton "progress_again"
End Sub

Public Sub Judge()
    PressButton "judge"
End Sub

Public Sub Distribute()
    PressButton "distribute"
End Sub

Public Sub Collect()
    PressButton "collect"
End Sub

Public Sub Pdf()
    PressButton "pdf"
End Sub

Public Sub Preview()
    PressButton "preview"
End Sub

Public Sub Check()
    PressButton "check"
End Sub

Public Sub Settings()
    PressButton "settings"
End Sub

Public Sub Guide()
    PressButton "guide"
End Sub

Public Sub Version()
    PressButton "version"
End Sub
