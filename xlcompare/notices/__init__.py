"""What a person is told while the work goes on, and when it is done. What stops it is said in `errors`."""

from xlcompare.notices.of_addins import *
from xlcompare.notices.of_batch import *
from xlcompare.notices.of_branches import *
from xlcompare.notices.of_buttons import *
from xlcompare.notices.of_collection import *
from xlcompare.notices.of_commands import *
from xlcompare.notices.of_plans import *
from xlcompare.notices.of_progress import *
from xlcompare.notices.of_results import *
from xlcompare.notices.of_templates import *
