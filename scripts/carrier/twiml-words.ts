/** Which verbs, attributes and nestings this network accepts. Unknown attributes are warnings, as at Twilio; all else is refused. */
import { elements, type Parsed, type Verb } from './twiml-tree.ts';

const callbackWords = ['statusCallback', 'statusCallbackEvent', 'statusCallbackMethod'];

const attributes: Record<string, readonly string[]> = {
  Say: ['voice', 'language', 'loop'],
  Play: ['loop', 'digits'],
  Pause: ['length'],
  Gather: [
    ...['action', 'method', 'input', 'numDigits', 'finishOnKey', 'timeout', 'actionOnEmptyResult', 'language', 'hints', 'speechTimeout'],
    ...[
      'speechModel',
      'partialResultCallback',
      'partialResultCallbackMethod',
      'profanityFilter',
      'bargeIn',
      'maxSpeechTime',
      'debug',
      'enhanced',
    ],
  ],
  Redirect: ['method'],
  Dial: [
    ...['action', 'method', 'timeout', 'timeLimit', 'answerOnBridge', 'callerId', 'hangupOnStar', 'ringTone', 'sequential', 'referUrl'],
    ...['record', 'trim', 'recordingStatusCallback', 'recordingStatusCallbackMethod', 'recordingStatusCallbackEvent', 'recordingTrack'],
  ],
  Number: ['url', 'method', 'sendDigits', 'byoc', ...callbackWords],
  Client: ['url', 'method', ...callbackWords],
  Sip: ['url', 'method', 'username', 'password', ...callbackWords],
  Identity: [],
  Parameter: ['name', 'value'],
  Reject: ['reason'],
  Hangup: [],
};

const inside: Record<string, readonly string[]> = {
  Response: ['Say', 'Play', 'Pause', 'Gather', 'Redirect', 'Dial', 'Reject', 'Hangup'],
  Gather: ['Say', 'Play', 'Pause'],
  Dial: ['Number', 'Client', 'Sip'],
  Client: ['Identity', 'Parameter'],
};

const speechMarkup = new Set(['break', 'emphasis', 'lang', 'p', 'phoneme', 'prosody', 's', 'say-as', 'sub', 'w']);

/** Checks a whole document before any of it is carried out. */
export function checkDocument(root: Verb): Parsed {
  const warnings: string[] = [];
  const refusal = checkChildren(root, warnings);
  if (refusal) return refusal;
  return { ok: true, verbs: elements(root), warnings };
}

function checkChildren(parent: Verb, warnings: string[]): Parsed | undefined {
  for (const child of elements(parent)) {
    const refusal = parent.name === 'Say' || speechMarkup.has(parent.name) ? checkSpeech(child) : checkVerb(parent, child, warnings);
    if (refusal) return refusal;
    const deeper = checkChildren(child, warnings);
    if (deeper) return deeper;
  }
  return undefined;
}

function checkSpeech(child: Verb): Parsed | undefined {
  return speechMarkup.has(child.name) ? undefined : { ok: false, errorCode: 12_200, reason: `<${child.name}> is no speech markup` };
}

function checkVerb(parent: Verb, child: Verb, warnings: string[]): Parsed | undefined {
  if (!(inside[parent.name] ?? []).includes(child.name)) {
    const errorCode = parent.name === 'Gather' ? 13_320 : 12_200;
    return { ok: false, errorCode, reason: `<${child.name}> is not known inside <${parent.name}>` };
  }
  for (const name of Object.keys(child.attributes)) {
    if (!attributes[child.name]?.includes(name)) warnings.push(`<${child.name}> has no attribute ${name}`);
  }
  return undefined;
}
