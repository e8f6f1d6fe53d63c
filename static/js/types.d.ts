/** Shared shapes. The wire shapes are those of docs/protocol.md. */

import type * as PlotlyModule from "plotly.js-dist-min";
import type { Operator } from "./replay/operator.page.js";
import type { Scheduler } from "./core/scheduler.js";
import type { Session } from "./core/session.js";

declare global {
  /** Set by the vendored classic script; only charts/plot.js touches it. */
  var Plotly: typeof PlotlyModule;
  /** Set by boot.js on the page of a run; only net/early.js takes it. */
  var early: import("./net/early.js").Early | undefined;
  /** A read-only window into the page for tests and for the curious. */
  var knightreplay: unknown;
  var knightroom: unknown;
  /** The catalogue of the page's language; only core/words.js asks it. */
  var gettext: ((english: string) => string) | undefined;
}

export type Role =
  "host" | "operate" | "fork" | "comment" | "watch" | "seat" | "stranger";
export type Status = "computing" | "complete" | "failed" | "refused";
export type Range = [epoch: number, first: number, last: number];

export interface ClockState {
  /** Unix seconds of the anchor, by the server's clock. */
  wall: number;
  /** Simulated seconds at the anchor. */
  sim: number;
  speed: number;
  paused: boolean;
  stop_at: number | null;
  /** Nobody is told what comes from this tick on: the room answers first. */
  held_at?: number | null;
  stop_at_events: boolean;
  /** Whether frames keep to the clock: nobody is sent what is to come. */
  paced?: boolean;
  /** The furthest simulated second that has been shown. */
  furthest: number;
  /** What is played over and over: a first second and the one that is the first again. */
  loop: [number, number] | null;
}

export interface RunInfo {
  id: string;
  scenario: string;
  /** Empty, and the seed null, for a seat that is not told. */
  title: string;
  seed: number | null;
  engine_version: string;
}

/** One act of a person, as the log holds it. */
export interface Act {
  seq: number;
  epoch: number;
  tick: number;
  time: string;
  op: string;
  servers: number[];
  what: string;
  by: string;
  wall: number;
  reason: string;
  struck: boolean;
  /** The tick at which it was ordered, where a drill delays it. */
  ordered?: number;
  on?: boolean;
  scope?: string;
  mode?: string;
  guardrail?: string;
  params?: Record<string, string | number>;
}

/** One act of Knight's people that the scenario holds. */
export interface PresetAct {
  tick: number;
  time: string;
  op: string;
  servers: number[];
  what: string;
  approximate: boolean;
  cancelled: boolean;
  on?: boolean;
  scope?: string;
  mode?: string;
  guardrail?: string;
  params?: Record<string, string | number>;
}

/** What a guardrail can be told, as `GET /api/v1/guardrails` lists it. */
export type GuardrailParameter =
  | { name: string; kind: "choice"; default: string; words: string[] }
  | {
      name: string;
      kind: "number";
      default: number;
      lowest: number;
      highest: number;
      unit: string;
      whole: boolean;
    };

export interface GuardrailInfo {
  name: string;
  parameters: GuardrailParameter[];
}

export interface RunEvent {
  tick: number;
  label: string;
  kind: string;
  source: string;
  contested: boolean;
  /** The last tick, where the moment is a range. */
  until?: number | null;
}

export interface StockInfo {
  id: string;
  price: number;
  volume: number;
}

export interface Snapshot {
  type: "snapshot";
  run: RunInfo;
  role: Role;
  /** What we may do: pause, seek, intervene. */
  may: string[];
  epoch: number;
  seq: number;
  epochs: [number, number][];
  clock: ClockState;
  server_time: number;
  status: Status;
  log: Act[];
  preset: PresetAct[];
  events: RunEvent[];
  /** How the notes stand; a server of before knows of none. */
  notes?: NotesStand;
  symbols: StockInfo[];
  servers: number;
  minutes: number;
  open: number;
  /** In a capsule: nobody else is there, no server either. */
  alone?: boolean;
  /** Panels that this seat's fog leaves nothing of. */
  hides?: string[];
  /** Seconds by which PMON's figures are late for this seat. */
  late?: number;
}

export interface EpochMessage {
  type: "epoch";
  epoch: number;
  seq: number;
  cut: number;
  time: string;
}

export interface ClockMessage {
  type: "clock";
  epoch: number;
  seq: number;
  clock: ClockState;
  server_time: number;
}

export interface InterventionMessage {
  type: "intervention";
  epoch: number;
  seq: number;
  entry: Act;
  preset: PresetAct[];
}

export interface Heartbeat {
  type: "heartbeat";
  epoch: number;
  seq: number;
  clock: ClockState;
  server_time: number;
  digest: string;
  /** The tick up to which a paced run is told; the digest is of what begins before. */
  until: number | null;
  status: Status;
  notes: NotesStand;
}

/** The newest number of a run's notes, and how many there are, deleted ones too. */
export type NotesStand = [newest: number, total: number];

/** A tag of the safe subset of Markdown with what is inside. */
export interface ProseTag {
  tag: string;
  inside: ProseNode[];
  href?: string;
}

export type ProseNode = string | ProseTag;

/** A note on the timeline, as the API and the socket tell it. */
export interface Note {
  id: string;
  /** Of the run's changes to notes: that of its newest. */
  number: number;
  /** The note that it answers. */
  answers: string | null;
  at: number;
  time: string;
  /** The last tick, included; null where it is of one. */
  last: number | null;
  panel: string;
  author: string;
  /** The same for one author in one run. */
  by: string;
  role: Role;
  text: string;
  tree: ProseNode[];
  /** Unix seconds. */
  created: number;
  edited: number | null;
  resolved: number | null;
  resolved_by: string;
  deleted: boolean;
}

export interface NoteMessage {
  type: "note";
  number: number;
  note: Note;
}

/** A page of the notes that changed after a number. */
export interface NotesPage {
  notes: Note[];
  next: number | null;
  newest: number;
  total: number;
  /** `by` of what this browser wrote. */
  me: string[];
  may_write: boolean;
}

/** What a note said before it was edited. */
export interface Wording {
  text: string;
  tree: ProseNode[];
  until: number;
}

export interface Presence {
  type: "presence";
  /** How many watch, in all processes of the server. */
  watching: number;
  roles: Record<string, number>;
}

/** A key was taken back, and with it what we may do. */
export interface RoleChange {
  type: "role";
  role: Role;
  may: string[];
}

/** What a paced run tells of the morning by now. */
export interface Told {
  type: "told";
  events: RunEvent[];
  preset: PresetAct[];
}

/** We may see other things of the same frames now: all of it comes again. */
export interface Afresh {
  type: "afresh";
}

/** We read too slowly: what waited for us was dropped. */
export interface Behind {
  type: "behind";
}

export interface Ack {
  type: "ack";
  command_id: string;
  epoch: number;
  seq: number;
  duplicate: boolean;
  tick?: number;
  time?: string;
  took?: string;
}

export interface ErrorMessage {
  type: "error";
  code: string;
  message: string;
  command_id?: string;
}

export interface Pong {
  type: "pong";
  /** As it came, if it came. */
  sent: number | null;
  server_time: number;
}

/** One simulated minute of one epoch, inflated. */
export interface Segment {
  type: "segment";
  epoch: number;
  minute: number;
  columns: Record<string, number[]>;
  servers: ServerColumns[];
  stocks: StockColumns;
  /** What older segments do not have: see docs/protocol.md. */
  split?: LossSplit;
  trips?: Trip[];
  armed?: string[];
}

/** All that a `hello` asked for has been sent. */
/** Minutes of one epoch, one after the other, by how each ends. */
export interface OutlinePart {
  epoch: number;
  /** The minute of the first value. */
  first: number;
  /** By the name of a column: a value a minute, in cents. */
  columns: Record<string, number[]>;
}

/** What of the day is not here yet, in one value a minute. */
export interface Outline {
  type: "outline";
  parts: OutlinePart[];
}

export interface Filled {
  type: "filled";
}

/** Many that came in one message. */
export interface Segments {
  type: "segments";
  /** Parses them: that takes a while, so whoever takes them in says when. */
  read: () => Segment[];
}

export interface ServerColumns {
  sent: number[];
  loops: number[];
  emails: number[];
  state: number[];
}

export interface StockColumns {
  position: number[];
  move_bp: number[];
  participation_pct: number[];
  /** Shares of loops in this minute; older segments do not have it. */
  executed?: number[];
  /** Shares of everybody in this minute; older segments do not have it. */
  volume?: number[];
}

/** What trading has cost so far by cause, in cents; positive is a loss. */
export interface LossSplit {
  accumulate: Record<string, number>;
  unwind: Record<string, number>;
}

/** A guardrail that tripped at the end of a tick. */
export interface Trip {
  tick: number;
  guardrail: string;
  server: number | null;
  /** Its place in the snapshot's `symbols`. */
  stock: number | null;
  action: "stop" | "alert" | "shadow";
  acts_at: number;
}

/** One execution of the tape, as the HTTP API tells it. */
export interface Execution {
  number: number;
  time: string;
  server: number;
  parent: number;
  symbol: string;
  side: "buy" | "sell";
  quantity: number;
  /** Cents. */
  price: number;
}

export interface TapeTotal {
  executions: number;
  shares: number;
  cents: number;
}

/** A page of the executions of one second. */
export interface TapePage {
  at: string;
  tick: number;
  epoch: number;
  total: TapeTotal;
  servers: (TapeTotal & { server: number })[];
  symbols: (TapeTotal & { symbol: string; bought: number })[];
  matching: TapeTotal;
  executions: Execution[];
  next: number | null;
}

export type ServerMessage =
  | Snapshot
  | Segment
  | Segments
  | EpochMessage
  | ClockMessage
  | InterventionMessage
  | Heartbeat
  | NoteMessage
  | Presence
  | RoleChange
  | Told
  | Afresh
  | Outline
  | Filled
  | Behind
  | Ack
  | ErrorMessage
  | Pong;

/** What may be sent; `command_id` marks a command that is answered. */
export interface ClientMessage {
  type: string;
  command_id?: string;
  [field: string]: unknown;
}

export interface ClockCommand {
  action: "play" | "pause" | "seek" | "speed" | "stop-at-events" | "loop";
  from?: number | string;
  to?: number | string;
  paused?: boolean;
  speed?: number;
  on?: boolean;
}

/** What a person wants done; the tick on the screen is added when it is sent. */
export interface ActRequest {
  op: string;
  servers?: number[] | "all";
  on?: boolean;
  scope?: "intake" | "loop";
  mode?: "rolling" | "at-once";
  seq?: number;
  reason?: string;
  guardrail?: string;
  params?: Record<string, string | number>;
}

/** A run of a tree of forks, as `GET /api/v1/runs/{id}/forks` lists it. */
export interface RelatedRun {
  id: string;
  url: string;
  name: string;
  title: string;
  seed: number;
  parent: string | null;
  /** A tick; null in a run that is no fork. */
  forked_at: number | null;
  acts: number;
  /** Null where it is not known yet, or may not be told. */
  loss_usd: number | null;
  mine: boolean;
}

export interface Family {
  run: RelatedRun;
  parents: RelatedRun[];
  forks: RelatedRun[];
  next: string | null;
  /** Why this browser may not fork the run. */
  refusal: string | null;
}

/** One e-mail as it can be told from the frames. */
export interface Email {
  /** The simulated second at whose end it had been sent. */
  at: number;
  server: number;
}

/** How one server stands, in words. */
export interface ServerWords {
  kind: "ok" | "odd" | "runaway" | "killed" | "restarting";
  badge: string;
  detail: string;
  /** Where there is no room for badge and detail. */
  short: string;
}

/** A scheduled piece of drawing. */
export interface Job {
  name: string;
  kind: "text" | "chart";
  every: number;
  key: (t: number) => string | number;
  draw: (t: number) => void;
  /** Whether it may be drawn now, for the first time or again; a flush asks only the first. */
  may?: (t: number, first: boolean) => boolean;
  visible: boolean;
  /** Whether people came for this one. */
  leads: boolean;
  last: number;
  drawn: string | number | undefined;
}

/** The part of a chart that the page needs to know. */
export interface ChartHandle {
  name: string;
  host: HTMLElement;
  every: number;
  /** Takes the size of the host, and says whether that is another. */
  resize: () => boolean;
  key: (t: number) => string | number;
  draw: (t: number) => void;
  head?: (t: number) => void;
}

/** Points of a line for a chart: x in simulated seconds. */
export interface Points {
  x: Float64Array;
  y: Float64Array;
}

/** An operate key that was given away, as the API lists it. */
export interface GivenKey {
  id: number;
  role: string;
  created: string;
}

/** What a share link is to be, as the API takes it. */
export interface LinkRequest {
  role: "watch" | "comment" | "fork";
  at: number;
  first?: number;
  last?: number;
  name: string;
  expires: string | null;
  looks: Record<string, string | number | boolean>;
  embed: boolean;
}

/** A link that was given away; times in Unix seconds. */
export interface LinkInfo {
  id: number;
  name: string;
  role: string;
  at: string;
  first: string | null;
  last: string | null;
  embed: boolean;
  created: number;
  expires: number | null;
  uses: number;
  used_at: number | null;
}

export interface NewLink extends LinkInfo {
  token: string;
  url: string;
  embed_url: string | null;
  preview: string;
  reach: "here" | "network" | "public";
  qr: string[];
}

/** A kind of file, as `GET /api/v1/exports/kinds` tells of it. */
export interface ExportKind {
  kind: string;
  words: string;
  /** One line on what is in it. */
  note: string;
  /** Bytes of the whole day, about; of a range its part. */
  day: number | null;
  /** Whether a range can be chosen. */
  ranged: boolean;
  /** Option to what it may be. */
  choices: Record<string, string[]>;
}

/** A file of a run that a worker makes, as the API tells of it. */
export interface ExportInfo {
  id: string;
  kind: string;
  options: { from: string; to: string; chart?: string; theme?: string };
  status: "waiting" | "working" | "ready" | "failed" | "cancelled";
  /** 0 to 1. */
  progress: number;
  /** Why it failed. */
  message: string;
  /** Bytes. */
  size: number;
  name: string;
  /** Where its bytes are, once it is ready. */
  file: string | null;
}

/** What everybody in a room knows of it. */
export interface RoomInfo {
  code: string;
  name: string;
  locked: boolean;
  ended: boolean;
  follow: boolean;
  permissions: Record<string, string>;
  predicting: boolean;
  anonymous: boolean;
  own_runs: boolean;
  /** Ticks before an act takes effect. */
  delay: number;
  blind: boolean;
  fogged: boolean;
  /** Whether the projector is black. */
  blanked: boolean;
  /** The id of the run that the room looks at. */
  run: string | null;
  /** How many participants and operators are here, and how many of their pages sleep. */
  here: number;
  asleep: number;
  /** Names of those who wait for a run. */
  waiting: string[];
  teams: RoomTeam[];
  /** Every question that was opened. */
  stops: Stop[];
  ranking: Ranked[];
  /** Whether the drill is over, and whether all may read the debrief. */
  finished: boolean;
  debriefed: boolean;
  /** The teams that are counted, the best first; null while the drill goes on. */
  podium: PodiumRow[] | null;
  assumed: Assumed | null;
}

/** What the score rests on: all of it is assumed. */
export interface Assumed {
  orders_a_minute: number;
  spare_pct: number;
  cents_an_order: number;
}

export interface Truth {
  value: number | null;
  at: number;
}

/** Of a number or, in ticks, of a time. */
export interface Scale {
  low: number;
  high: number;
  unit: string;
}

/** A moment at which the room is asked something. */
export interface Stop {
  id: number;
  at: number;
  time: string;
  state: "planned" | "open" | "closed" | "shown";
  /** Unix seconds of its newest state. */
  since: number | null;
  kind: "choice" | "number" | "server" | "time" | "words";
  text: string;
  options: string[] | Scale;
  /** Of a track of ours: has translations. */
  ours: boolean;
  answered: number;
  locked: number;
  /** Awake, and no answer locked yet. */
  awaited: number;
  hands: Record<string, number> | null;
  truth: Truth | null;
  because: string;
  source: string;
  /** Answer, or tenth of the scale, to how many gave it; while it is open null. */
  distribution: Record<string, number> | null;
}

/** The same, as hosts see it. */
export interface PlannedStop extends Stop {
  measure: Record<string, unknown> | null;
  tells: number | null;
  locked_by: number[];
  words: string[];
}

export interface Ranked {
  place: number;
  /** Unless the ranking is anonymous. */
  name: string | null;
  points: number;
  brier: number | null;
}

/** One's own answer. */
export interface OwnAnswer {
  value: number | string;
  /** 0 to 1, of being right. */
  sureness: number | null;
  locked: boolean;
  /** 0 to 1, once it is shown. */
  score: number | null;
  right: boolean | null;
  brier: number | null;
}

export interface PodiumRow {
  place: number;
  number: number;
  name: string;
  /** Cents. */
  loss: number;
  /** Customers' orders. */
  turned_away: number;
  /** Cents; the least wins. */
  cost: number;
}

/** What a team did that the market does not see. */
export interface Operation {
  seq: number;
  what: string;
  tick: number;
  by: string | null;
  text?: string;
  server?: number;
  who?: string;
  /** Tick of the answer, of what is answered. */
  answered_at: number | null;
  answer: Record<string, unknown> | null;
}

export interface LastOperation {
  op: string;
  tick: number;
  text?: string;
  server?: number;
  who?: string;
}

/** How a team stands, as hosts see it; of one without a run nothing more. */
export interface TeamProgress {
  number: number;
  run: string | null;
  tick?: number;
  playing?: boolean;
  speed?: number;
  status?: Status;
  /** Cents, below zero a loss; null if not computed yet. */
  loss?: number | null;
  /** By the second in which it was ordered. */
  last?: Act | LastOperation | null;
}

export interface RoomTeam {
  number: number;
  name: string;
  members: string[];
  run: string | null;
}

/** One seat, as hosts see it. */
export interface RosterEntry {
  seat: number;
  name: string;
  part: string;
  fog: string;
  team: number | null;
  here: boolean;
  points: number;
  awake: boolean;
  removed: boolean;
  /** Of a rehearsal: it goes with it. */
  practice: boolean;
}

/** What concerns one seat alone. */
export interface Me {
  type: "me";
  seat: number;
  name: string;
  part: string;
  fog: string;
  team: number | null;
  /** The run that this seat looks at: its team's, else the room's. */
  run: string | null;
  removed: boolean;
  /** Agreed to their name in the room's record. */
  recorded: boolean;
  /** What the own team did besides acts, with the answers that have come. */
  operations: Operation[];
  may: string[];
  /** In the ranking, from 1. */
  place: number | null;
  points: number;
  /** By the id of the stop. */
  answers: Record<string, OwnAnswer>;
}

export interface RoomAck {
  type: "ack";
  command_id: string;
  seq: number;
  duplicate: boolean;
}

export interface RoomTold {
  type: "room";
  seq: number;
  server_time: number;
  room: RoomInfo;
}

export interface HostTold {
  type: "host";
  seq: number;
  roster: RosterEntry[];
  plan: PlannedStop[];
}

export interface TeamsTold {
  type: "teams";
  teams: TeamProgress[];
}

export interface RoomHeartbeat {
  type: "heartbeat";
  server_time: number;
}

export type RoomMessage =
  | RoomTold
  | HostTold
  | TeamsTold
  | Me
  | RoomHeartbeat
  | Behind
  | Pong
  | RoomAck
  | ErrorMessage;

/** A run of a comparison, as `GET /api/v1/comparison` names it. */
export interface ComparedRun {
  id: string;
  url: string;
  name: string;
  title: string;
  scenario: string;
  seed: number;
  engine_version: string;
  status: Status;
  epoch: number;
  parent: string | null;
  forked_at: number | null;
  paced: boolean;
}

/** One figure or one part of the loss: a value of each run, and what differs from A. */
export interface ComparedRow {
  name: string;
  unit: "cents" | "count" | "words";
  part?: "accumulate" | "unwind" | "ahead";
  values: (number | string | null)[];
  differences: (number | null)[];
}

/** One act, and how each run has it. */
export interface ComparedAct {
  tick: number;
  time: string;
  kind: "people" | "preset";
  act: PresetAct;
  runs: ({
    state: "done" | "struck" | "cancelled";
    by: string;
    reason: string;
  } | null)[];
}

/** What made two runs part; `in` is 0 for the first run, 1 for the other. */
export type Cause =
  | { kind: "scenario" | "seed" | "engine" | "unknown" }
  | { kind: "people" | "preset"; in: 0 | 1; act: PresetAct }
  | ({ kind: "trip"; in: 0 | 1 } & Trip);

export interface Parting {
  compared_until: string;
  first: { tick: number; time: string; columns: string[]; cause: Cause } | null;
}

/** A figure in cents over the readings of the order and the seeds; words in the page's language. */
export interface RangeInfo {
  words: string;
  readings: number[];
  seeds: number[];
}

/** The ranges of a run; not `known` is still being computed. */
export interface RangesInfo {
  known: boolean;
  loss: RangeInfo;
  avoided: RangeInfo;
  against: RangeInfo | null;
  reason: string;
}

/** Everything of a comparison that is no curve. */
export interface ComparisonInfo {
  until: number;
  runs: ComparedRun[];
  missing: { id: string; why: string }[];
  /** In cents, positive for a loss. */
  endings: ({
    loss: number;
    flat: boolean;
    loss_left_alone: number;
    avoided: number;
  } | null)[];
  ranges: (RangesInfo | null)[];
  figures: ComparedRow[];
  without_figures: (string | null)[];
  split: ComparedRow[];
  interventions: ComparedAct[];
  divergences: (Parting | null)[];
}

/** A run that another one can be compared with. */
export interface CandidateInfo {
  id: string;
  url: string;
  name: string;
  title: string;
  seed: number;
  forked_at: number | null;
  created: string;
  relation: "parent" | "fork" | "sibling" | "";
  acts: number;
  loss_usd: number | null;
}

/** What the parts of a run's page may read and use. */
export interface RunContext {
  /** Its id. */
  run: string;
  /** What this page greeted the server with. */
  key: string | null;
  /** Of a seat in a room that is not the session's. */
  seatKey: string | null;
  session: Session;
  operator: Operator;
  scheduler: Scheduler;
  showView: (view: string) => void;
  /** By name and as its tab calls it. */
  chosenView: () => { view: string; words: string };
}

/** What the page of a share link shows at first. */
export interface Shared {
  token: string;
  /** Which may be empty. */
  name: string;
  at: number;
  range: [first: number, last: number] | null;
  looks: SharedLooks;
}

export interface SharedLooks {
  view?: string;
  stock?: string;
  server?: number;
  notes?: boolean;
  tables?: boolean;
}
