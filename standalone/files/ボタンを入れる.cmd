@echo off
chcp 932 >nul
if not exist "%~dp0python\python.exe" (
echo ZIPファイルの中から開かれています。
echo ZIPファイルを右クリックして［すべて展開］を選び、できたフォルダーの中で、もう一度開いてください。
) else (
"%~dp0python\python.exe" -m xlcompare addin install && "%~dp0python\python.exe" -m xlcompare addin check
)
echo.
echo 何かキーを押すと、この画面が閉じます。
pause >nul
