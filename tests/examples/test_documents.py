"""What the documents show is what runs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.examples.documents import DOCUMENTS, Snippet, snippets_of

Run = Callable[..., pytest.RunResult]
SNIPPETS = [snippet for document in DOCUMENTS for snippet in snippets_of(document)]


@pytest.mark.parametrize("document", ["README.md", "docs/migrating.md"])
def test_a_document_has_code_that_is_run(document: str) -> None:
    assert any(snippet.document == document for snippet in SNIPPETS)


@pytest.mark.parametrize("snippet", SNIPPETS, ids=str)
def test_a_document_shows_tests_that_pass(run: Run, pytester: pytest.Pytester, snippet: Snippet) -> None:
    for name, content in snippet.files.items():
        (pytester.path / name).write_text(content)

    result = run("--localstack", "-W", "error")

    assert result.ret == 0
    assert set(result.parseoutcomes()) == {"passed"}
