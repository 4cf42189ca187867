export default {
    plugins: ["@prettier/plugin-xml"],
    tabWidth: 4,
    printWidth: 88,
    xmlWhitespaceSensitivity: "preserve",
    overrides: [{ files: ["*.json", "*.yml"], options: { tabWidth: 2 } }],
};
