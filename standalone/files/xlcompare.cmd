@"%~dp0python\python.exe" -m xlcompare %*
