using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Dashboard;

namespace TrainingHub.Web.Workouts;

/// <summary>The library: the trainer's own workouts, those that others share, and the examples.</summary>
public sealed partial class WorkoutsPage(WorkoutLibrary library, NavigationManager navigation, IDialogService dialogs, ISnackbar messages) : IDisposable
{
    private const int Batch = 60;

    private static readonly (Scope Scope, string Name)[] _scopes =
        [(Scope.All, "All"), (Scope.Mine, "Mine"), (Scope.Shared, "Shared"), (Scope.Templates, "Templates"), (Scope.Examples, "Examples")];

    private readonly CancellationTokenSource _closed = new();
    private Caller _caller = Caller.System;
    private IReadOnlyList<LibraryWorkout>? _all;
    private ImportedWorkout? _import;
    private string? _text, _tag, _trouble;
    private WorkoutType? _type;
    private Scope _scope;
    private int _most = Batch;
    private bool _busy;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private IEnumerable<LibraryWorkout> Shown => _all!.Where(workout => Within(workout, _scope) && workout.Matches(new LibraryFilter(_text, _tag, _type)));

    private IEnumerable<string> Tags => _all!.Where(workout => Within(workout, _scope)).SelectMany(workout => workout.Tags).Distinct().Order(StringComparer.CurrentCulture);

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _caller = (await Authentication).User.ToCaller();
        await LoadAsync();
    }

    private static bool Within(LibraryWorkout workout, Scope scope) => scope switch
    {
        Scope.Mine => workout.IsOwn,
        Scope.Shared => workout is { IsOwn: false, IsExample: false },
        Scope.Templates => workout is { IsTemplate: true, IsExample: false },
        Scope.Examples => workout.IsExample,
        _ => true,
    };

    private async Task LoadAsync() => _all = await library.ListAsync(_caller, new LibraryFilter(), _closed.Token);

    private Task CopyAsync(LibraryWorkout workout) => DoAsync(async () =>
    {
        var name = workout.IsTemplate ? workout.Name : null;
        var copied = await library.CopyAsync(_caller, workout.Id, name, _closed.Token);
        if (copied.Workout is { } copy)
        {
            navigation.NavigateTo($"workouts/{copy.Id}");
        }

        return copied.Refusal;
    });

    private Task ShareAsync(LibraryWorkout workout) => DoAsync(() => library.ShareAsync(_caller, workout.Id, !workout.IsShared, _closed.Token));

    private async Task DeleteAsync(LibraryWorkout workout)
    {
        var parameters = new DialogParameters<AskDialog>
        {
            { dialog => dialog.Text, $"“{workout.Name}” is taken out of your library{(workout.IsShared ? ", and out of that of the trainers whom you share it with" : "")}. Sessions that used it keep their own copy." },
            { dialog => dialog.Yes, "Delete workout" },
        };
        var dialog = await dialogs.ShowAsync<AskDialog>("Delete this workout?", parameters, new DialogOptions { MaxWidth = MaxWidth.ExtraSmall, FullWidth = true });
        if (await dialog.Result is { Canceled: false })
        {
            await DoAsync(() => library.DeleteAsync(_caller, workout.Id, _closed.Token));
        }
    }

    private Task AddAsync(ImportedWorkout import) => DoAsync(async () =>
    {
        var added = await library.SaveAsync(_caller, null, import.Draft, _closed.Token);
        if (added.Workout is { } workout)
        {
            _import = null;
            messages.Add($"“{workout.Name}” is in your library.", Severity.Success);
            navigation.NavigateTo($"workouts/{workout.Id}");
        }

        return added.Refusal;
    });

    private async Task DoAsync(Func<Task<Refusal?>> deed)
    {
        _busy = true;
        try
        {
            _trouble = (await deed())?.Message;
            await LoadAsync();
        }
        finally
        {
            _busy = false;
        }
    }

    private enum Scope { All, Mine, Shared, Templates, Examples }
}
