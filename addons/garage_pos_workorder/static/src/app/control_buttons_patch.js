import { patch } from "@web/core/utils/patch";
import { ControlButtons } from "@point_of_sale/app/screens/product_screen/control_buttons/control_buttons";
import { Plate } from "@garage_vehicle/components/plate/plate";

patch(ControlButtons, { components: { ...ControlButtons.components, Plate } });
