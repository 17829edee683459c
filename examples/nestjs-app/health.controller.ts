import { Controller, Get, Res } from '@nestjs/common';
import { TitoHealthIndicator } from '@tito/nestjs';

@Controller('health')
export class HealthController {
  constructor(private readonly tito: TitoHealthIndicator) {}

  @Get()
  async health(@Res({ passthrough: true }) response: { status(code: number): unknown }): Promise<unknown> {
    const result = await this.tito.pingCheck('tikv');
    if (result.tikv.status === 'down') response.status(503);
    return result;
  }
}
