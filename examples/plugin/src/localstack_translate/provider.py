"""Amazon Translate: TranslateText."""

from __future__ import annotations

from typing import Any

from localstack.aws.api import translate as api
from localstack.aws.context import RequestContext
from localstack.services.provider import Provider
from localstack.state import BaseStore
from localstack_translate.phrases import read_phrases


class TranslateProvider(Provider[BaseStore]):
    """Translates the phrases it was given."""

    service = "translate"
    store_class = BaseStore
    ignored = {"TranslateText": frozenset({"Settings", "TerminologyNames"})}

    def translate_text(self, context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
        """Give the translation of a phrase, and the text as it is when there is none.

        The words of the error are not verified.

        https://docs.aws.amazon.com/translate/latest/APIReference/API_TranslateText.html
        """
        source, target = request["SourceLanguageCode"], request["TargetLanguageCode"]
        known = read_phrases().get(f"{source}-{target}")
        if known is None:
            raise api.UnsupportedLanguagePairException(
                f"Unsupported language pair: {source} to {target}.",
                SourceLanguageCode=source,
                TargetLanguageCode=target,
            )
        text = request["Text"]
        return {
            "TranslatedText": known.get(text, text),
            "SourceLanguageCode": source,
            "TargetLanguageCode": target,
        }
