"""What can go wrong, said so that a person knows what to do next.

This is the only place where such sentences are built. Each names where it happened (file, tab, cell), what was found
and what to do. The classes differ in what a program may do about them; people only ever see the sentence.
"""

from xlcompare.errors.base import *
from xlcompare.errors.of_addins import *
from xlcompare.errors.of_batch import *
from xlcompare.errors.of_books import *
from xlcompare.errors.of_branches import *
from xlcompare.errors.of_collection import *
from xlcompare.errors.of_excel import *
from xlcompare.errors.of_plans import *
from xlcompare.errors.of_progress import *
from xlcompare.errors.of_results import *
