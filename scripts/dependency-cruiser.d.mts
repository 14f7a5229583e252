import type { IForbiddenRuleType, IOptions } from 'dependency-cruiser';

/** Imports of types alone are fine under these rules. */
export declare const TYPES_ARE_FINE: readonly string[];
declare const configuration: { forbidden: (IForbiddenRuleType & { name: string })[]; options: IOptions };
export default configuration;
