import pytest, json, sys
from tests.living import Living, STRANGER
from bot import handling
@pytest.mark.parametrize("depth",[200,400,600,800,900,940,960,975,985,990])
async def test_deep(living, depth, monkeypatch):
    monkeypatch.setattr(handling, "RETRY_AFTER", (0.0, 0.0))
    deep="x"
    for _ in range(depth): deep=[deep]
    try:
        raw=json.dumps({"update_id":1,"message":{"chat":{"id":5,"type":"private"},"x":deep}}).encode()
    except RecursionError:
        print("cannot make"); raise
    q=living.playground._queue
    from playground.delivery import Update
    q._pending[q._next_id]=Update(q._next_id,5,raw.replace(b'"update_id": 1',b'"update_id": %d'%q._next_id))
    q._next_id+=1
    sam=living.phone(STRANGER)
    await sam.says("/privacy")
    await sam.reads("privacy", within=3) if False else None
    await living.settled()
    print(depth, sam.messages[-1].text[:20], living.program._failure)
