import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import type { Page } from '@tito/orm';
import { checkProduct, checkRestock } from '../shop/check-input';
import type { Product } from '../shop/product';
import { ProductRepository } from './product.repository';

@Controller('products')
export class ProductsController {
  constructor(private readonly products: ProductRepository) {}

  @Post()
  async create(@Body() body: unknown): Promise<Product> {
    return this.products.insert(checkProduct(body));
  }

  @Get()
  async list(@Query('after') after?: string): Promise<Page<Product>> {
    return this.products.offeredAfter(after);
  }

  @Get('low')
  async runningLow(): Promise<Product[]> {
    return this.products.runningLow();
  }

  @Get(':id')
  async read(@Param('id') id: string): Promise<Product> {
    return this.products.getOrThrow(id);
  }

  @Patch(':id')
  async restock(@Param('id') id: string, @Body() body: unknown): Promise<Product> {
    return this.products.update(id, checkRestock(body));
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Param('id') id: string): Promise<void> {
    await this.products.delete(id);
  }
}
