"""Every button: the thing it is about, and what becomes of it for three who have no part in it."""

from dataclasses import dataclass

TABLE = """
action             thing      arg       stranger volunteer next-door

offer.accept       offer      .         -        -         -
offer.decline      offer      .         -        -         -
offer.reason       offer      busy      -        -         -
offer.show         offer      .         -        -         -
offers.list        .          .         own      own       own
task.on_the_way    task       .         -        -         -
task.arrived       task       .         -        -         -
task.done          task       .         -        -         -
task.hand_back     task       .         -        -         -
task.show          task       .         -        -         -
task.minutes       done       30        -        -         -
task.no_remark     done       .         -        -         -
tasks.list         .          .         own      own       own
note.task          task       .         -        -         -
note.remark        done       .         -        -         -
note.need          need       .         -        -         -

need.show          need       .         -        -         -
need.photos        need       .         -        -         -
need.withdraw      need       .         -        -         -
need.yes_done      done-need  .         -        -         -
need.not_yet       done-need  .         -        -         -
need.someone_else  done-need  .         -        -         -
need.someone_else  done-need  yes       -        -         -
steer.why          need       .         -        -         -
steer.widen        need       .         -        -         -
steer.offer        need       .         -        -         -
steer.refer        need       .         -        -         -
steer.unfilled     need       .         -        -         -
emergency.take     alarm      .         -        -         -
emergency.safe     alarm      .         -        -         -
emergency.called   alarm      cannot    -        -         -
emergency.take     sealed     .         -        -         -
emergency.safe     sealed     .         -        -         -
need.show          sealed     .         -        -         -
need.photos        sealed     .         -        -         -
note.need          sealed     .         -        -         -
board.list         .          .         own      own       own
storm.menu         estate     .         -        -         -
storm.start        estate     6         -        -         -
storm.stop         estate     .         -        -         -
storm.leave        estate     .         -        -         -

check_in.show      check_in   .         -        -         -
check_in.safe      check_in   .         -        -         -
check_in.none      check_in   .         -        -         -
check_in.on_it     check_in   .         -        -         -
check_in.help      check_in   .         -        -         -

approval.list      .          .         -        -         own
approval.yes       applicant  .         -        -         -
approval.no        applicant  .         -        -         -
enquiry.answer     neighbour  .         -        -         -
enquiry.report     neighbour  .         -        -         -
enquiry.begin      .          .         own      own       own
enquiry.ask        block      .         leader   leader    leader

home.page          .          help      own      own       own
home.show          .          .         own      own       own
home.go            .          help      own      own       own
home.go            .          need      -        -         own
home.go            .          cast      -        -         -
lang.set           .          en        own      own       own
invitation.begin   .          .         own      own       own
sign_up.begin      .          .         own      -         own
pause.menu         .          .         own      own       own
pause.for          .          7         -        own       -
pause.end          .          .         -        own       -
free.begin         .          .         -        own       -
idle.events        .          .         -        own       -
idle.wider         .          .         -        own       -
volunteer.no_events  .        .         -        own       -
need.new           .          .         -        -         own

form.cancel        .          .         -        -         -
need.kind          .          food.meal_delivery  -  -     -
need.kinds         .          .         -        -         -
need.group         .          food      -        -         -
need.block         .          MC-A      -        -         -
need.floor         .          21        -        -         -
need.unit          .          MC-A-2107 -        -         -
need.no_flat       .          .         -        -         -
need.when          .          now       -        -         -
need.day           .          2026-11-24  -      -         -
need.part          .          am        -        -         -
need.no_notes      .          .         -        -         -
need.change        .          notes     -        -         -
need.urgency       .          high      -        -         -
need.helpers       .          2         -        -         -
need.people        .          2         -        -         -
need.drop          .          .         -        -         -
need.spoken        .          en        -        -         -
need.wish          .          woman     -        -         -
need.wished        .          .         -        -         -
need.back          .          kind      -        -         -
need.confirm       .          .         -        -         -
need.another_need  .          .         -        -         -
need.same          .          .         -        -         -
need.add_another   .          .         -        -         -
steer.ask          .          V001      -        -         -
steer.end          .          family    -        -         -
cast.keep          .          .         -        -         -
cast.all           .          MC        -        -         -
cast.in            .          MC-A      -        -         -
cast.to            .          everyone  -        -         -
cast.back          .          text      -        -         -
cast.send          .          .         -        -         -
free.toggle        .          +mon_am   -        -         -
free.save          .          .         -        -         -
free.back          .          .         -        -         -
sign_up.back       .          name      -        -         -
sign_up.name       .          .         -        -         -
sign_up.block      .          MC-A      -        -         -
sign_up.skills     .          +cooking  -        -         -
sign_up.spoken     .          +yue      -        -         -
sign_up.free       .          +mon_am   -        -         -
sign_up.page       .          1         -        -         -
sign_up.next       .          skills    -        -         -
sign_up.weekly     .          2         -        -         -
sign_up.adult      .          yes       -        -         -
sign_up.consent    .          yes       -        -         -
sign_up.edit       .          .         -        -         -
sign_up.again      .          name      -        -         -
sign_up.send       .          .         -        -         -
"""
"""- is refused, with the very answer that a thing gets which does not exist, and changes nothing;
own changes nothing but what is the presser's; leader asks the leader of a block to get in touch,
which anybody may."""


@dataclass(frozen=True)
class Line:
    """A button, and what becomes of it for each of the three."""

    action: str
    thing: str
    arg: str
    outcomes: dict[str, str]


def lines() -> list[Line]:
    """The table."""
    head, *rest = [x.split() for x in TABLE.splitlines() if x.strip()]
    return [
        Line(action, thing, "" if arg == "." else arg, dict(zip(head[3:], outcomes, strict=True)))
        for action, thing, arg, *outcomes in rest
    ]
