"""Addresses of the office. Everything under ``/office/``; a view lets a stranger in only if it says so itself."""

from django.urls import URLPattern, URLResolver, include, path

from .analysis import keeping as kept_views
from .analysis import views as analysis
from .board import views as board
from .branches import views as branches
from .briefing import views as briefing
from .casework import same
from .casework import views as casework
from .desk import several
from .desk import views as desk
from .filing import views as filing
from .grid import handing, installed, mapping, taking
from .grid import views as grid
from .grid import warnings as grid_warnings
from .importing import views as importing
from .incoming import devices
from .incoming import views as coming
from .keeping import views as keeping
from .matters import loading as matter_loading
from .matters import views as matters
from .measures import composing
from .measures import views as measures
from .opening import views as opening
from .oversight import behind, gaps
from .oversight import views as oversight
from .panels import ageing, control, durations, paths, seasons, supply
from .patterns import views as patterns
from .places import answering, cards, contacts, loading, shaping
from .places import views as places
from .rules import views as rules
from .searching import views as searching
from .sharing import sending as sharing_out
from .sharing import views as sharing
from .signin import views as signin
from .staff import recusals, standing_in
from .staff import views as staff
from .suggestions import views as suggestions
from .systems import peers
from .systems import views as systems
from .tables import drafts, policies
from .tables import views as tables
from .topics import views as topics
from .watch import (
    calls,
    disputes,
    duty,
    extensions,
    kept,
    load,
    meeting,
    parts,
    pressure,
    refusals,
    reveals,
    supervision,
    visits,
    whistles,
)

entering = [
    path("", signin.home, name="home"),
    path("sign-in", signin.sign_in, name="sign_in"),
    path("sign-out", signin.sign_out, name="sign_out"),
    path("post", signin.choose_post, name="choose_post"),
    path("look", signin.look, name="look"),
    path("password", signin.password, name="password"),
    path("patterns", patterns.patterns, name="patterns"),
]
requests = [
    path("desk/", desk.desk, name="desk"),
    path("desk/bulk", several.bulk, name="bulk"),
    path("desk/bulk/look", several.bulk_look, name="bulk_look"),
    path("desk/export", desk.export, name="desk_export"),
    path("cases/<str:number>/", casework.case_page, name="case"),
    path("cases/<str:number>/print", casework.print_case, name="case_print"),
    path("cases/<str:number>/photos/<str:photo_id>", casework.photo, name="case_photo"),
    path("cases/<str:number>/no-form", casework.no_form, name="case_no_form"),
    path("cases/<str:number>/same-telephone", same.compare, name="case_same"),
    path("cases/<str:number>/who-wrote", reveals.ask, name="reveal_ask"),
    path("cases/<str:number>/do/<slug:key>/form", casework.verb_form, name="case_verb_form"),
    path("cases/<str:number>/do/<slug:key>", casework.run_verb, name="case_verb"),
    path("file/", filing.file_request, name="file"),
    path("file/questions", filing.questions, name="file_questions"),
    path("file/suggest", filing.suggest_matter, name="file_suggest"),
    path("file/done", filing.file_done, name="file_done"),
    path("file/paper", filing.file_paper, name="file_paper"),
    path("file/slip", filing.hand_over_slip, name="hand_over_slip"),
    path("parts/", parts.parts, name="parts"),
    path("incoming/", coming.incoming, name="incoming"),
    path("incoming/<str:arrival_id>/", coming.one, name="incoming_one"),
    path("incoming/<str:arrival_id>/voice", coming.voice, name="incoming_voice"),
    path("incoming/<str:arrival_id>/aside", coming.set_aside, name="set_incoming_aside"),
    path("incoming/<str:arrival_id>/take-up", coming.take_up, name="take_up_incoming"),
    path("search/", searching.search, name="search"),
    path("notices/", searching.notices, name="notices"),
    path("notices/read", searching.read_all, name="read_all"),
    path("notices/<str:notice_id>/read", searching.read_notice, name="read_notice"),
]
watching = [
    path("board/", board.board, name="board"),
    path("analysis/", analysis.analysis, name="analysis"),
    path("analysis/views/save", kept_views.save, name="save_view"),
    path("analysis/views/<str:view_id>/", kept_views.view, name="view"),
    path("analysis/views/<str:view_id>/change", kept_views.change, name="change_view"),
    path("analysis/views/<str:view_id>/again", kept_views.try_again, name="try_view_again"),
    path("analysis/views/<str:view_id>/remove", kept_views.remove, name="remove_view"),
    path("analysis/views/<str:view_id>/issues/<str:day>/", kept_views.issue, name="view_issue"),
    path("analysis/control/", control.control_charts, name="panel_control"),
    path("analysis/ageing/", ageing.ageing, name="panel_ageing"),
    path("analysis/durations/", durations.durations_page, name="panel_durations"),
    path("analysis/paths/", paths.paths, name="panel_paths"),
    path("analysis/seasons/", seasons.seasons_page, name="panel_seasons"),
    path("analysis/supply/", supply.supply_page, name="panel_supply"),
    path("analysis/supply/load", supply.load_supply, name="panel_supply_load"),
    path("board/sheet", board.board_sheet, name="board_sheet"),
    path("board/tiles", board.choose_tiles, name="board_tiles"),
    path("briefing/", briefing.show, name="briefing"),
    path("briefing/word", briefing.word, name="briefing_word"),
    path("briefing/paper", briefing.on_paper, name="briefing_paper"),
    path("oversight/gaps/", gaps.gaps, name="gaps"),
    path("oversight/", oversight.oversight, name="oversight"),
    path("oversight/requests", behind.behind, name="behind"),
    path("calls/", calls.calls, name="calls"),
    path("calls/new", calls.new, name="new_call"),
    path("calls/units/<str:unit_id>/<slug:key>", calls.verb, name="call_verb"),
    path("meeting/", meeting.meeting, name="meeting"),
    path("load/", load.load, name="load"),
    path("supervision/", supervision.supervision, name="supervision"),
    path("supervision/new", supervision.new, name="new_supervision"),
    path("supervision/<str:item_id>/<slug:key>", supervision.verb, name="supervision_verb"),
    path("disputes/", disputes.disputes, name="disputes"),
    path("extensions/", extensions.extensions, name="extensions"),
    path("extensions/decide", extensions.decide, name="decide_extensions"),
    path("refusals/", refusals.refusals, name="refusals"),
    path("refusals/decide", refusals.decide, name="decide_refusal"),
    path("measures/", measures.measures, name="measures"),
    path("measures/new/", composing.new, name="new_measure"),
    path("measures/<str:key>/", measures.measure, name="measure"),
    path("measures/<str:key>/number/", opening.figure, name="figure"),
    path("measures/<str:key>/text", measures.text, name="measure_text"),
    path("measures/<str:key>/edit/", composing.edit, name="edit_measure"),
    path("measures/<str:key>/retire", measures.retire, name="retire_measure"),
    path("duty/", duty.duty, name="duty"),
    path("duty/<str:alarm_id>/take-up", duty.take_up, name="take_up"),
    path("pressure/", pressure.pressure, name="pressure"),
    path("pressure/<str:report_id>/take-up", pressure.take_up, name="pressure_take_up"),
    path("visits/", visits.visits, name="visits"),
    path("visits/<str:visit_id>/record", visits.record, name="visit_record"),
    path("disagreements/", visits.disagreements, name="disagreements"),
    path("staff-reports/", whistles.whistles, name="whistles"),
    path("staff-reports/<str:report_id>/take-up", whistles.take_up, name="whistle_take_up"),
    path("staff-reports/<str:report_id>/answer", whistles.answer, name="whistle_answer"),
    path("reveals/", reveals.reveals, name="reveals"),
    path("reveals/<str:reveal_id>/approve", reveals.approve, name="reveal_approve"),
    path("reveals/<str:reveal_id>/refuse", reveals.refuse, name="reveal_refuse"),
    path("reveals/<str:reveal_id>/read", reveals.read, name="reveal_read"),
    path("kept/", kept.kept, name="kept"),
    path("kept/<str:case_id>/", kept.one, name="kept_one"),
    path("kept/<str:case_id>/do/<slug:key>", kept.verb, name="kept_verb"),
]
tabling = [
    path("routing/", tables.routing, name="routing"),
    path("routing/set", tables.set_row, name="set_row"),
    path("routing/office", tables.set_office, name="set_office"),
    path("routing/draft/", drafts.draft, name="routing_draft"),
    path("routing/draft/rows", drafts.change, name="change_draft"),
    path("routing/draft/try", drafts.trial, name="routing_trial"),
    path("routing/draft/publish", drafts.publish, name="publish_routing"),
    path("routing/draft/drop", drafts.drop, name="drop_draft"),
    path("routing/versions/", drafts.versions, name="routing_versions"),
    path("routing/versions/<int:number>/", drafts.version, name="routing_version"),
    path("routing/versions/<int:number>/back", drafts.back_to, name="routing_back"),
    path("routing/rulings/<str:ruling_id>/draft", drafts.from_ruling, name="draft_ruling"),
    path("routing/<str:row_id>/end", tables.end_row, name="end_row"),
    path("matters/", matters.tree, name="matters"),
    path("matters/load", matter_loading.load, name="load_matters"),
    path("matters/versions/", matters.versions, name="matter_versions"),
    path("matters/versions/<int:number>/", matters.version, name="matter_version"),
    path("matters/earlier/", matters.followed, name="matters_followed"),
    path("matters/<int:number>/", matters.matter, name="matter"),
    path("matters/<int:number>/follow", matters.follow, name="follow_matter"),
    path("matters/<int:number>/questions/<slug:code>/end", matters.end_question, name="end_question"),
    path("matters/<int:number>/do/<slug:key>", matters.edit, name="edit_matter"),
    path("topics/", topics.topics, name="topics"),
    path("topics/open", topics.open_topic, name="open_topic"),
    path("topics/<int:number>/", topics.topic, name="topic"),
    path("topics/<int:number>/do/<slug:key>", topics.topic_verb, name="topic_verb"),
    path("suggestions/", suggestions.models, name="suggestion_models"),
    path("suggestions/order", suggestions.order, name="order_model"),
    path("suggestions/<int:version>/choose", suggestions.choose, name="choose_model"),
    path("replies/", tables.replies, name="replies"),
    path("replies/new", tables.set_reply, name="new_reply"),
    path("replies/<str:reply_id>/", tables.set_reply, name="set_reply"),
    path("replies/<str:reply_id>/retire", tables.retire_reply, name="retire_reply"),
    path("replies/declining/<slug:reason>", tables.set_answer, name="set_answer"),
    path("policies/", policies.policies, name="policies"),
    path("policies/new", policies.publish, name="new_policy"),
    path("policies/<str:key>/", policies.policy, name="policy"),
    path("policies/<str:key>/change", policies.publish, name="change_policy"),
    path("policies/<str:key>/renew", policies.renew, name="renew_policy"),
    path("policies/<str:key>/retire", policies.retire, name="retire_policy"),
    path("rules/", rules.rules, name="rules"),
    path("rules/calendar/load", rules.load_calendar, name="load_calendar"),
    path("rules/calendar/<int:year>/", rules.calendar, name="calendar"),
    path("rules/calendar/<int:year>/day", rules.set_day, name="set_day"),
    path("rules/versions/<str:version>/confirm", rules.confirm_rule, name="confirm_rule"),
    path("rules/<str:rule_id>/", rules.rule, name="rule"),
    path("rules/<str:rule_id>/set", rules.set_rule, name="set_rule"),
]
keeping_house = [
    path("places/", places.places, name="places"),
    path("places/contacts", contacts.contacts, name="contacts"),
    path("places/contacts/<path:place_path>", contacts.gaps, name="contact_gaps"),
    path("places/map", shaping.load_map, name="load_map"),
    path("places/load/<slug:kind>", loading.load_table, name="load_table"),
    path("places/issue/<path:place_path>", cards.issue, name="issue_cards"),
    path("places/posted/<path:place_path>", cards.posted, name="cards_posted"),
    path("places/revoke/<path:place_path>", cards.revoke, name="revoke_card"),
    path("places/reissue/<path:place_path>", cards.reissue, name="reissue_card"),
    path("places/sheet/<path:place_path>", cards.sheet, name="card_sheet"),
    path("places/posting/<path:place_path>", cards.posting_list, name="posting_list"),
    path("places/doors/<path:place_path>", places.households, name="households"),
    path("places/of/<path:place_path>", answering.place, name="place"),
    path("places/appoint/<path:place_path>", answering.appoint, name="appoint"),
    path("places/end/<str:appointment_id>/<path:place_path>", answering.end, name="end_appointment"),
    path("places/do/<slug:key>/<path:place_path>", answering.place_verb, name="place_verb"),
    path("places/at/<path:place_path>", places.village, name="village"),
    path("staff/", staff.staff, name="staff"),
    path("staff/units", staff.units, name="units"),
    path("staff/accounts", staff.accounts, name="accounts"),
    path("staff/accounts/open", staff.open_account, name="open_account"),
    path("staff/accounts/<str:account_id>/<slug:key>", staff.account_verb, name="account_verb"),
    path("staff/do/<slug:key>", staff.loose_verb, name="staff_verb"),
    path("staff/posts/<str:post_id>/", staff.post, name="post"),
    path("staff/posts/<str:post_id>/grants/<str:grant_id>/withdraw", staff.withdraw, name="withdraw"),
    path("staff/posts/<str:post_id>/recuse", recusals.recuse, name="recuse"),
    path("staff/posts/<str:post_id>/recusals/<str:recusal_id>/end", recusals.end_recusal, name="end_recusal"),
    path("staff/posts/<str:post_id>/stand-in", standing_in.name, name="stand_in"),
    path("staff/posts/<str:post_id>/stand-in/<str:stand_in_id>/end", standing_in.end, name="end_stand_in"),
    path("staff/posts/<str:post_id>/do/<slug:key>", staff.post_verb, name="post_verb"),
    path("systems/", systems.systems, name="systems"),
    path("systems/register", systems.register, name="register_system"),
    path("systems/<str:client_id>/key", systems.issue, name="issue_key"),
    path("systems/<str:client_id>/keys/<slug:prefix>/kill", systems.revoke, name="revoke_key"),
    path("systems/<str:client_id>/give", systems.give, name="give_system"),
    path("systems/<str:client_id>/withdraw", systems.withdraw, name="withdraw_from_system"),
    path("systems/<str:client_id>/end", systems.close, name="close_system"),
    path("channels/", coming.channels, name="channels"),
    path("channels/devices/", devices.devices, name="devices"),
    path("channels/devices/register", devices.register, name="register_device"),
    path("channels/devices/<str:key>/retire", devices.retire, name="retire_device"),
    path("channels/<slug:way>/<slug:act>", coming.channel_act, name="channel_act"),
    path("systems/<str:client_id>/open311/", peers.peer, name="peer"),
    path("systems/<str:client_id>/open311/<slug:key>", peers.peer_verb, name="peer_verb"),
    path("sharing/", sharing.catalogue, name="sharing"),
    path("sharing/elements/<str:key>/", sharing.element, name="shared_element"),
    path("sharing/elements/<str:key>/owner", sharing.assign, name="assign_owner"),
    path("sharing/grants/", sharing.grants, name="data_grants"),
    path("sharing/grants/new", sharing.new_grant, name="new_data_grant"),
    path("sharing/grants/<str:grant_id>/", sharing.grant, name="data_grant"),
    path("sharing/grants/<str:grant_id>/withdraw", sharing.withdraw, name="withdraw_data"),
    path("sharing/grants/<str:grant_id>/send", sharing_out.subscribe, name="send_data"),
    path("sharing/grants/<str:grant_id>/secret", sharing_out.rotate, name="renew_secret"),
    path("sharing/grants/<str:grant_id>/resume", sharing_out.resume, name="resume_sending"),
    path("sharing/grants/<str:grant_id>/stop", sharing_out.stop, name="stop_sending"),
    path("sharing/uses/", sharing.uses, name="data_uses"),
    path("imports/", importing.imports, name="imports"),
    path("imports/hand-in", importing.hand_in, name="import_hand_in"),
    path("imports/<str:run_id>/", importing.one, name="import"),
    path("imports/<str:run_id>/reading", importing.reading, name="import_reading"),
    path("imports/<str:run_id>/refused", importing.refused, name="import_refused"),
    path("imports/<str:run_id>/do/<slug:key>", importing.press, name="import_press"),
    path("deliveries/", keeping.deliveries, name="deliveries"),
    path("deliveries/<int:delivery_id>/retry", keeping.retry, name="retry"),
    path("ledger/", keeping.ledger, name="ledger"),
    path("ledger/fact", keeping.find_fact, name="find_fact"),
    path("ledger/facts/<str:fact_id>/", keeping.fact, name="fact"),
    path("ledger/facts/<str:fact_id>/proof", keeping.proof, name="fact_proof"),
]
on_the_grid = [
    path("grid/", grid.today, name="grid_today"),
    path("grid/report/", grid.report, name="grid_report"),
    path("grid/doors/", grid.doors, name="grid_doors"),
    path("grid/matters/", grid.matters, name="grid_matters"),
    path("grid/queue/", grid.queue, name="grid_queue"),
    path("branch/", branches.slips, name="branch_slips"),
    path("branch/new", branches.issue, name="issue_slips"),
    path("branch/void", branches.void, name="void_slip"),
    path("grid/handed-down/", handing.handed, name="handed_down"),
    path("grid/handed-down/new", handing.hand, name="hand_down"),
    path("grid/handed-down/<str:handed_id>/take-back", handing.take_back, name="take_back"),
    path("grid/warnings/", grid_warnings.warnings, name="grid_warnings"),
    path("grid/map/", mapping.villages, name="grid_map"),
    path("grid/map/history/<path:place_path>", mapping.history, name="grid_history"),
    path("grid/map/at/<path:place_path>", mapping.village, name="grid_village"),
    path("grid/map/do/<slug:key>/<path:place_path>", mapping.change, name="grid_change"),
    path("grid/state", taking.state, name="grid_state"),
    path("grid/send", taking.send, name="grid_send"),
    path("grid/manifest.webmanifest", installed.manifest, name="grid_manifest"),
    path("grid/worker.js", installed.worker, name="grid_worker"),
    path("grid/offline", installed.offline, name="grid_offline"),
]
office: list[URLPattern | URLResolver] = [*entering, *requests, *watching, *tabling, *keeping_house, *on_the_grid]

urlpatterns = [path("office/", include((office, "office")))]
