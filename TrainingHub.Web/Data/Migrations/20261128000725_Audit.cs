using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TrainingHub.Web.Data.Migrations
{
    /// <inheritdoc />
    public partial class Audit : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AuditEntries",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ActorRef = table.Column<long>(type: "INTEGER", nullable: true),
                    SubjectRef = table.Column<long>(type: "INTEGER", nullable: true),
                    SessionId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    SessionSeq = table.Column<long>(type: "INTEGER", nullable: true),
                    Detail = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditEntries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AuditPeople",
                columns: table => new
                {
                    Ref = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    UserId = table.Column<string>(type: "TEXT", maxLength: 450, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditPeople", x => x.Ref);
                });

            migrationBuilder.CreateTable(
                name: "DeviceGrants",
                columns: table => new
                {
                    AuthorizationId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    UserId = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    FromAddress = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Program = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    AllowedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LastUsedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeviceGrants", x => x.AuthorizationId);
                    table.ForeignKey(
                        name: "FK_DeviceGrants_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "EndedSignIns",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EndedSignIns", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_ActorRef_Id",
                table: "AuditEntries",
                columns: new[] { "ActorRef", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_Kind_Id",
                table: "AuditEntries",
                columns: new[] { "Kind", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_SessionId_SessionSeq",
                table: "AuditEntries",
                columns: new[] { "SessionId", "SessionSeq" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_SubjectRef_Id",
                table: "AuditEntries",
                columns: new[] { "SubjectRef", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditPeople_UserId",
                table: "AuditPeople",
                column: "UserId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DeviceGrants_UserId",
                table: "DeviceGrants",
                column: "UserId");

            // New lines and nothing else, whoever asks: names lie apart, in AuditPeople.
            migrationBuilder.Sql("CREATE TRIGGER AuditEntries_unchanged BEFORE UPDATE ON AuditEntries BEGIN SELECT RAISE(ABORT, 'a line of the audit cannot be changed'); END");
            migrationBuilder.Sql("CREATE TRIGGER AuditEntries_kept BEFORE DELETE ON AuditEntries BEGIN SELECT RAISE(ABORT, 'a line of the audit cannot be removed'); END");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AuditEntries");

            migrationBuilder.DropTable(
                name: "AuditPeople");

            migrationBuilder.DropTable(
                name: "DeviceGrants");

            migrationBuilder.DropTable(
                name: "EndedSignIns");
        }
    }
}
