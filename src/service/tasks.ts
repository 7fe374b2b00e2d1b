import { MeshError } from '../../generated/errors.gen.ts';
import type { AssignTaskInput, ClaimTaskInput, GetTaskInput, ListTasksInput, TasksService } from '../../generated/service.gen.ts';
import type { AssignTaskResponse, ClaimTaskResponse, GetTaskResponse, ListTasksResponse } from '../../generated/types.gen.ts';
