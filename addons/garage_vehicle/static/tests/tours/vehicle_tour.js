import { registry } from "@web/core/registry";

const BOX = ".o_garage_plate_box_input";
const PAGE_IS_THERE = {
    content: "The page is loaded and will not take the focus any more",
    trigger: ".o_list_view .o_data_row",
};

registry.category("web_tour.tours").add("garage_vehicle_plate_box", {
    steps: () => [
        PAGE_IS_THERE,
        {
            content: "Type the plate in another spelling than it is written",
            trigger: BOX,
            run: "edit 12 abc 3",
        },
        {
            content: "The vehicle is found with its customer and its alert",
            trigger:
                ".o_garage_plate_option_active:contains('Tour de Vries'):contains('glove box')",
        },
        {
            content: "Open it from the keyboard",
            trigger: BOX,
            run: "press Control+Enter",
        },
        {
            content: "The alert cannot be missed",
            trigger:
                ".o_form_view .o_garage_warning.alert-danger:contains('glove box')",
        },
        {
            content: "The VIN is read beside the field",
            trigger: ".o_garage_vin_fact:contains('Volkswagen')",
        },
        {
            content: "Write the variant",
            trigger: ".o_field_widget[name=variant] input",
            run: "edit 1.4 TSI",
        },
        {
            content: "Save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "Saved",
            trigger: ".o_form_saved, .o_form_status_indicator_buttons.invisible",
        },
    ],
});

registry.category("web_tour.tours").add("garage_vehicle_new", {
    steps: () => [
        PAGE_IS_THERE,
        {
            content: "Type a plate that nobody knows",
            trigger: BOX,
            run: "edit 99xx11",
        },
        {
            content: "A new vehicle is offered",
            trigger: ".o_garage_plate_option_active:contains('New vehicle')",
        },
        {
            content: "Take it from the keyboard",
            trigger: BOX,
            run: "press Control+Enter",
        },
        {
            content: "The plate is drawn as its country does",
            trigger: ".o_form_view .o_garage_plate_nl input:value(99-XX-11)",
        },
        {
            content: "Type the VIN with an I instead of a 1",
            trigger: ".o_garage_vin input",
            run: "edit VSSZZZIPZ6R000001",
        },
        {
            content: "Take the correction",
            trigger: ".o_garage_vin button:contains('VSSZZZ1PZ6R000001')",
            run: "click",
        },
        {
            content: "Make and year are filled from the VIN",
            trigger: ".o_field_widget[name=make_id] input:value(SEAT)",
        },
        {
            content: "Type the new customer",
            trigger: ".o_field_widget[name=owner_id] input",
            run: "edit Tour Jansen",
        },
        {
            content: "Create the customer",
            trigger: ".o_m2o_dropdown_option_create a:contains('Tour Jansen')",
            run: "click",
        },
        {
            content: "The phone is asked on the same screen",
            trigger: ".o_field_widget[name=owner_phone] input",
            run: "edit 06-87654321",
        },
        {
            content: "Save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "Saved",
            trigger: ".o_form_saved, .o_form_status_indicator_buttons.invisible",
        },
    ],
});
