Attribute VB_Name = "xlwings"
Option Explicit
' Stands in for xlwings' module: remembers the command in place of starting Python, and presses buttons for a test.
Public Const PROJECT_NAME As String = "xlcompare"
Private command As String

Public Function RunPython(PythonCommand As String)
    command = PythonCommand
    RunPython = 0
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
