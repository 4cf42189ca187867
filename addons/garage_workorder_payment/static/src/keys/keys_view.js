import { onWillUnmount } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { debounce } from "@web/core/utils/timing";
import { KanbanController } from "@web/views/kanban/kanban_controller";
import { kanbanView } from "@web/views/kanban/kanban_view";

const GATHER_MS = 400;

/** The key cabinet: a key turns green the moment its bill is paid. */
export class KeysController extends KanbanController {
    setup() {
        super.setup();
        const bus = useService("bus_service");
        const reload = debounce(() => this.model.load(), GATHER_MS);
        bus.subscribe("garage_workorder", reload);
        onWillUnmount(() => {
            bus.unsubscribe("garage_workorder", reload);
            reload.cancel();
        });
    }
}

registry.category("views").add("garage_keys", {
    ...kanbanView,
    Controller: KeysController,
});
