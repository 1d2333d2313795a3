Attribute VB_Name = "xlwings"
Option Explicit
' Stands in for xlwings' module: remembers the command in place of starting Python, and presses buttons for a test.
Public Const PROJECT_NAME As String = "xlcompare"
Private command As String
Private trace As String
Private told As String

Public Function RunPython(PythonCommand As String)
    command = PythonCommand
    RunPython = 0
    If trace <> "" Then
        ' As if Python had been ended by force while it worked.
        Application.ScreenUpdating = False
        Application.EnableEvents = False
        Application.DisplayAlerts = False
        Application.StatusBar = "..."
        ShowError "the log file"
        RunPython = -1
    End If
End Function

Public Function ReadFile(ByVal FileName As String)
    ReadFile = trace
End Function

Public Function MsgBox(ByVal text As String, ByVal icon As Long, ByVal title As String)
    told = text
End Function

Public Function Failed(ByVal text As String) As String
    trace = text
    told = ""
    Application.EnableEvents = True
    Application.DisplayAlerts = True
    PressButton "compare"
    trace = ""
    Failed = told
End Function

Public Function Restored() As Boolean
    Restored = Application.ScreenUpdating And Application.EnableEvents And Application.DisplayAlerts
End Function

Public Function GetConfig(configKey As String, Optional default As String = "") As Variant
    GetConfig = default
End Function

Public Function FileExists(ByVal place As String) As Boolean
    FileExists = False
End Function

Public Function Pressed(ByVal name As String, ByVal tag As String) As String
    Dim control As New FakeControl
    control.ID = name
    control.Tag = tag
    command = ""
    OnButton control
    Pressed = command
End Function

Public Function Visible(ByVal name As String) As Boolean
    Dim control As New FakeControl
    Dim shown As Variant
    control.ID = name
    GetVisible control, shown
    Visible = shown
End Function
