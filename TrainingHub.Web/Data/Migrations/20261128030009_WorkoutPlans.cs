using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TrainingHub.Web.Data.Migrations
{
    /// <inheritdoc />
    public partial class WorkoutPlans : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ChangedAt",
                table: "Workouts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsShared",
                table: "Workouts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsTemplate",
                table: "Workouts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Steps",
                table: "Workouts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Tags",
                table: "Workouts",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.CreateIndex(
                name: "IX_Workouts_IsShared",
                table: "Workouts",
                column: "IsShared");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Workouts_IsShared",
                table: "Workouts");

            migrationBuilder.DropColumn(
                name: "ChangedAt",
                table: "Workouts");

            migrationBuilder.DropColumn(
                name: "IsShared",
                table: "Workouts");

            migrationBuilder.DropColumn(
                name: "IsTemplate",
                table: "Workouts");

            migrationBuilder.DropColumn(
                name: "Steps",
                table: "Workouts");

            migrationBuilder.DropColumn(
                name: "Tags",
                table: "Workouts");
        }
    }
}
