"""The words of a station, from the file that its config names."""

from collections.abc import Mapping
from pathlib import Path

from bot.errors import SettingWrong
from mutual_aid.lexicon_rules import mistakes_in
from mutual_aid.reading.lexicon import own_words_in


def own_words(file: str) -> Mapping[str, str]:
    """Return the words with their kinds, none without a file; raises SettingWrong, a line each."""
    if not file:
        return {}
    try:
        text = Path(file).read_text("utf-8-sig")
    except FileNotFoundError:
        raise SettingWrong(f"[network] own_words: there is no file {file}.") from None
    except UnicodeDecodeError:
        raise SettingWrong(f"{file} is not in UTF-8: save it so.") from None
    except OSError as error:
        raise SettingWrong(f"{file} cannot be read ({type(error).__name__}).") from None
    if mistakes := mistakes_in(Path(file).name, text, own=True):
        raise SettingWrong("\n".join(f"{x.file}, line {x.line}: {x.text}" for x in mistakes))
    return own_words_in(text)
