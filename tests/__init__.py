"""Tests of lawgraph; what the checks of pages assert is told in full, as in the tests themselves."""

import pytest

pytest.register_assert_rewrite("tests.browsing")
