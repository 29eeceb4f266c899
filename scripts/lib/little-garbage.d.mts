export declare const littleGarbage: readonly string[];
