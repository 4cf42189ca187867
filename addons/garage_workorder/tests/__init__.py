from . import (
    test_js,
    test_screens_board,
    test_screens_intake,
    test_screens_mechanic,
    test_tours,
    test_workorder,
)
