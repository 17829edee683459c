import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { toPlain } from '@tito/orm';
import { checkProduct, checkRestock } from '../shop/check-input';
import { ProductRepository } from './product.repository';

@Controller('products')
export class ProductsController {
  constructor(private readonly products: ProductRepository) {}

  @Post()
  async create(@Body() body: unknown): Promise<unknown> {
    return toPlain(await this.products.insert(checkProduct(body)));
  }

  @Get()
  async list(@Query('after') after?: string): Promise<unknown> {
    return toPlain(await this.products.offeredAfter(after));
  }

  @Get('low')
  async runningLow(): Promise<unknown> {
    return toPlain(await this.products.runningLow());
  }

  @Get(':id')
  async read(@Param('id') id: string): Promise<unknown> {
    return toPlain(await this.products.getOrThrow(id));
  }

  @Patch(':id')
  async restock(@Param('id') id: string, @Body() body: unknown): Promise<unknown> {
    return toPlain(await this.products.update(id, checkRestock(body)));
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Param('id') id: string): Promise<void> {
    await this.products.delete(id);
  }
}
