import js from "@eslint/js";
import globals from "globals";

export default [
    js.configs.recommended,
    {
        files: ["addons/**/static/**/*.js", "tests/addons/**/static/**/*.js"],
        languageOptions: {
            ecmaVersion: 2022,
            sourceType: "module",
            globals: { ...globals.browser, odoo: "readonly", luxon: "readonly" },
        },
        rules: {
            complexity: ["error", 12],
            curly: ["error", "all"],
            eqeqeq: "error",
            "max-lines": ["error", 400],
            "max-lines-per-function": ["error", { max: 60, skipBlankLines: true }],
            "no-restricted-globals": ["error", "event", "self"],
            "no-restricted-syntax": ["error", "PrivateIdentifier"],
            "no-unused-vars": ["error", { args: "none" }],
            "no-var": "error",
            "prefer-const": "error",
        },
    },
    {
        // A test or tour is one list of steps.
        files: ["**/static/tests/**/*.js"],
        rules: { "max-lines-per-function": "off" },
    },
    {
        // Served as it is to browsers that may be old: no module, no bundler.
        files: ["**/static/src/customer/**/*.js", "**/static/src/public/**/*.js"],
        languageOptions: { sourceType: "script" },
    },
];
