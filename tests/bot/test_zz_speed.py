import time, asyncio, cProfile, pstats
from bot.settings import Pace
from tests.bot.stage import Stage, TOKEN, PEOPLE
from tests.bot.waiting import until
from playground import Playground


async def test_speed(tmp_path, clock, network):
    pg = Playground(TOKEN, clock, PEOPLE, strict_pacing=False)
    await pg.start()
    st = Stage(tmp_path / "x.sqlite3", clock, pg, network)
    st.pace = Pace(per_second=10000, per_chat_seconds=0.0, per_chat_burst=1000)
    await st.start()
    for p in range(1, 65):
        await st.phone(p).says("hi")
    await st.settled()
    n = len(pg.log)
    pr = cProfile.Profile()
    t = time.time()
    c = time.process_time()
    pr.enable()
    for r in range(25):
        for p in range(1, 65):
            await st.phone(p).says(f"w{r}")
        if r % 5 == 0:
            await asyncio.sleep(0)
    await until(lambda: sum(1 for x in pg.log if x.method == "sendMessage") >= 64 * 26, within=60)
    pr.disable()
    dt = time.time() - t
    print("updates/s", 1600 / dt, "cpu ms/update", (time.process_time() - c) / 1600 * 1000)
    pstats.Stats(pr).sort_stats("cumtime").print_stats(60)
    await st.stop()
    await pg.stop()
