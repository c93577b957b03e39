using System.Reflection;
using Microsoft.AspNetCore.SignalR;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Hubs;

namespace TrainingHub.Tests.Web;

/// <summary>The product's table of permissions against the contract, and against what the doors have.</summary>
public sealed class WhoMayTests
{
    [Fact]
    public void The_table_of_permissions_says_what_the_contract_says()
        => Assert.All(WhoMay.Hub.Concat(WhoMay.Api).Concat(WhoMay.Library), row => Assert.Equal(
            row.Skip(1), WhoMay.Callers.Select(caller => WhoMay.Expected(row[0], caller))));

    [Fact]
    public void The_contract_has_a_row_for_every_cell() => Assert.Equal(WhoMay.Commands.Keys.Order(), WhoMay.Hub.Select(row => row[0]).Order());

    [Fact]
    public void Every_call_of_the_hub_is_in_the_matrix()
        => Assert.Equal(
            typeof(SessionHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Count(method => method.GetCustomAttribute<HubMethodNameAttribute>() is not null),
            WhoMay.Commands.Values.Select(command => command.GetType()).Distinct().Count());

    [Fact]
    public void Every_command_that_a_person_may_send_is_in_the_matrix()
        => Assert.Equal(
            typeof(SessionCommand).GetNestedTypes().Where(type => type.Name is not ("Create" or "LoseConnection" or "DropLost" or "Expire" or "ChooseSharing" or "AdmitByCode")).Select(type => type.Name).Order(),
            WhoMay.Commands.Values.Concat(WhoMay.OnlyOverApi.Values).Select(command => command.GetType().Name).Distinct().Order());
}
