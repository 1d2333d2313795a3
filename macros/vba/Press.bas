Attribute VB_Name = "Press"
Option Explicit
' Runs a button's Python, and says so in Japanese where that can't even begin.
'
' ASCII only: another computer reads VBA in another code page. What people read is here by its code points, and the
' same sentences stand in xlcompare/notices/ (a test compares them).

' No workbook is active: none is open, or only one in protected view.
Private Const NO_BOOK As String = "30D6 30C3 30AF 304C 958B 304B 308C 3066 3044 307E 305B 3093 3002 8A08 753B" _
    & " 30D6 30C3 30AF 3092 958B 304D 3001 300C 7DE8 96C6 3092 6709 52B9 306B 3059" _
    & " 308B 300D 304C 51FA 3066 3044 308B 3068 304D 306F 305D 308C 3092 62BC 3057" _
    & " 3066 304B 3089 3001 3082 3046 4E00 5EA6 30DC 30BF 30F3 3092 62BC 3057 3066" _
    & " 304F 3060 3055 3044 3002"

' The config sheet names an interpreter that isn't there.
Private Const NO_PYTHON As String = "30DC 30BF 30F3 304B 3089 4F7F 3046 0020 0050 0079 0074 0068 006F 006E 0020" _
    & " 304C 898B 3064 304B 308A 307E 305B 3093 3002 300C 30DC 30BF 30F3 3092 5165" _
    & " 308C 308B 300D 3092 3082 3046 4E00 5EA6 5B9F 884C 3059 308B 304B 3001 30B3" _
    & " 30DE 30F3 30C9 0020 0078 006C 0063 006F 006D 0070 0061 0072 0065 0020 0061" _
    & " 0064 0064 0069 006E 0020 0063 0068 0065 0063 006B 0020 3067 3001 539F 56E0" _
    & " 3068 3059 308B 3053 3068 3092 78BA 304B 3081 3066 304F 3060 3055 3044 3002"

' Python ended with an error before the button's own error handling had begun.
Private Const NOT_STARTED As String = "30DC 30BF 30F3 306E 4ED5 4E8B 3092 59CB 3081 3089 308C 307E 305B 3093 3067" _
    & " 3057 305F 3002 300C 30DC 30BF 30F3 3092 5165 308C 308B 300D 3092 3082 3046" _
    & " 4E00 5EA6 5B9F 884C 3059 308B 304B 3001 30B3 30DE 30F3 30C9 0020 0078 006C" _
    & " 0063 006F 006D 0070 0061 0072 0065 0020 0061 0064 0064 0069 006E 0020 0063" _
    & " 0068 0065 0063 006B 0020 3067 3001 539F 56E0 3068 3059 308B 3053 3068 3092" _
    & " 78BA 304B 3081 3066 304F 3060 3055 3044 3002"

Private failure As String

Public Sub PressButton(ByVal name As String)
    If ActiveWorkbook Is Nothing Then
        Say NO_BOOK
    ElseIf Not PythonIsThere() Then
        Say NO_PYTHON
    Else
        RunAndRestore "from xlcompare.hosts import excel; excel.press('" & name & "')"
    End If
End Sub

Private Sub RunAndRestore(ByVal command As String)
    Dim events As Boolean, alerts As Boolean, ended As Variant
    events = Application.EnableEvents
    alerts = Application.DisplayAlerts
    failure = ""
    ended = RunPython(command)
    ' Whoever ends Python by force must not be left with an Excel that shows and asks nothing.
    Application.ScreenUpdating = True
    Application.EnableEvents = events
    Application.DisplayAlerts = alerts
    Application.StatusBar = False
    If failure <> "" Then
        Say NOT_STARTED, vbCrLf & failure
    ElseIf ended = -1 Then
        Say NOT_STARTED
    End If
End Sub

' xlwings' module calls this one in place of its own, which shows a whole traceback in English.
Public Sub ShowError(FileName As String, Optional Message As String = "")
    Dim lines As Variant, text As String, last As Long
    On Error Resume Next
    text = Message
    If text = "" Then text = ReadFile(FileName)
    failure = "?"
    lines = Split(Replace(text, vbCr, ""), vbLf)
    For last = UBound(lines) To 0 Step -1
        If Trim(lines(last)) <> "" Then
            ' What went wrong: the last line of a traceback.
            failure = Trim(lines(last))
            Exit For
        End If
    Next
End Sub

Private Function PythonIsThere() As Boolean
    Dim place As String
    ' On a Mac this is a bare name, which is looked for along the PATH, as on Windows before the installation.
    place = GetConfig("INTERPRETER_WIN", "python")
    If InStr(place, "\") = 0 Then
        PythonIsThere = True
    Else
        PythonIsThere = FileExists(place)
    End If
End Function

Private Sub Say(ByVal points As String, Optional ByVal more As String = "")
    MsgBox Spelled(points) & more, vbExclamation, "xlcompare"
End Sub

Private Function Spelled(ByVal points As String) As String
    Dim point As Variant
    For Each point In Split(points, " ")
        Spelled = Spelled & ChrW(CLng("&H" & point))
    Next
End Function
