Attribute VB_Name = "Ribbon"
Option Explicit
' The ribbon's callbacks: what macros/ribbon/customUI14.xml names. ASCII only, see Press.

Private ui As IRibbonUI

Public Sub OnRibbonLoad(ByVal ribbon As IRibbonUI)
    ' Whoever wants GetVisible to be asked again needs it: ui.Invalidate.
    Set ui = ribbon
End Sub

Public Sub OnButton(ByVal control As IRibbonControl)
    ' No two controls may have one id: a button on a right-click menu has its name in the tag.
    If control.Tag = "" Then
        PressButton control.ID
    Else
        PressButton control.Tag
    End If
End Sub

Public Sub GetVisible(ByVal control As IRibbonControl, ByRef returned As Variant)
    returned = InStr(" " & HiddenControls() & " ", " " & control.ID & " ") = 0
End Sub

Private Function HiddenControls() As String
    Dim row As Long
    With ThisWorkbook.Worksheets(PROJECT_NAME & ".conf")
        For row = 1 To 20
            If .Cells(row, 1).Value = "HIDDEN_CONTROLS" Then HiddenControls = .Cells(row, 2).Value
        Next
    End With
End Function
