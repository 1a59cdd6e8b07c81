from __future__ import annotations

import io

import pytest

from interview_coder.errors import InputError
from interview_coder.ingest import text_stream
from interview_coder.ingest.decode import decode_text
from interview_coder.ingest.text_stream import decoded_lines

TEXT = "one\r\ntwo\rthrée \u2028\f🙂\n\nfour"


@pytest.mark.parametrize("block", [4, 5, 7, 1000])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_stream_has_the_lines_of_the_whole_file(monkeypatch: pytest.MonkeyPatch, encoding: str, block: int) -> None:
    monkeypatch.setattr(text_stream, "_BLOCK", block)
    raw = TEXT.encode(encoding, "ignore")
    lines = list(decoded_lines(io.BytesIO(raw), file="a.csv", encoding="cp1252"))
    assert "".join(lines) == decode_text(raw, file="a.csv", encoding="cp1252")
    assert all(line.count("\n") == 1 for line in lines[:-1])


@pytest.mark.parametrize("name", ["cp99999", "hex", "no\x00name", "undefined"])
def test_the_name_of_an_encoding_that_is_none_is_told(name: str) -> None:
    with pytest.raises(InputError, match="is unknown"):
        list(decoded_lines(io.BytesIO("é".encode("cp1252")), file="a.csv", encoding=name))
