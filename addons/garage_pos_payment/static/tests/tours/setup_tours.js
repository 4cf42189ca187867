import { registry } from "@web/core/registry";
import { click, see } from "./till_steps";

const field = (name) => `.modal [data-setting='${name}'] input`;
const next = () => click("next", ".modal-footer button[name=action_next]");
const type = (name, text) => ({
    content: `answer ${name}`,
    trigger: field(name),
    run: `edit ${text} && click .modal-title`,
});

registry.category("web_tour.tours").add("garage_setup_device", {
    steps: () => [
        click("change what is there", "button[name=action_change]"),
        see("the name is there", ".modal .o_field_widget[name=name] input"),
        next(),
        see("the address is there", field("host")),
        see("a needed one is marked", ".modal [data-setting=host] .text-danger"),
        see(
            "secrets are not shown",
            ".modal [data-setting='parameters.password'] input[type=password]",
        ),
        click("rare questions are tucked away", ".modal .garage-device-form summary"),
        type("parameters.answer_timeout", "5000"),
        type("host", "127.0.0.2"),
        next(),
        see(
            "the problem stands at its field",
            ".modal [data-setting='parameters.answer_timeout'] .garage-setting-problem:contains(3600 or less)",
        ),
        see("and nowhere else", ".modal [data-setting=host]:not(:has([role=alert]))"),
        type("parameters.answer_timeout", "8"),
        type("host", "127.0.0.1"),
        next(),
        see("the counter is next", ".modal .o_field_widget[name=config_id]"),
        next(),
        click("try it", ".modal-footer button[name=action_test]"),
        see("it answers", ".modal .alert-success", 30000),
    ],
});
