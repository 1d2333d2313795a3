"""Comparison sheets (新旧対照表) from two year tabs of one plan workbook.

Importing this package costs nothing; the stages are imported by the job that needs them.
"""

__version__ = "0.1.0"
