export { ASK_BELOW, detectLanguage, type DetectedLanguage } from './detect-language';
export { prepareDetection } from './evidence';
