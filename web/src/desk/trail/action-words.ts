import type { TFunction } from 'i18next';

/** Actions are named `subject.what_was_done`. */
const ACTION = /^[a-z]+\.[a-z_]+$/;

/**
 * What was done, in words: `submission.publish` as the timeline of a submission says it, others by their own name. What has
 * no words yet stands as it is, since a trail leaves nothing out.
 */
export function actionWords(words: TFunction<'desk'>, action: string): string {
  if (!ACTION.test(action)) return action;
  // The actions are the server's and may grow before their words do, so these keys are not checked ahead.
  const said = (key: string): string => String(words(key as never, { defaultValue: '' }));
  const [subject, what = ''] = action.split('.');
  const event = subject === 'submission' ? said(`timeline.${what.toUpperCase()}`) : '';
  return event || said(`trail.action.${action.replace('.', '_')}`) || action;
}
