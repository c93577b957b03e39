using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using MudBlazor;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Dashboard;

namespace TrainingHub.Web.Workouts;

/// <summary>The builder: a workout of the trainer's own, or to read one that is shared or an example. What was not saved is asked about before the page is left.</summary>
public sealed partial class WorkoutPage(WorkoutLibrary library, MyPlayers myPlayers, NavigationManager navigation, IDialogService dialogs, ISnackbar messages) : IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private Caller _caller = Caller.System;
    private PlanEditor? _editor;
    private LibraryWorkout? _source;
    private ImmutableArray<MyPlayer> _players = [];
    private MyPlayer? _player;
    private Refusal? _trouble;
    private string? _id;
    private bool _busy, _isMissing, _isLoaded;

    /// <summary>Null for a new one.</summary>
    [Parameter]
    public string? WorkoutId { get; set; }

    /// <summary>Of a new one; conditioning where it is not said.</summary>
    [SupplyParameterFromQuery(Name = "type")]
    private string? Type { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private bool ReadOnly => _source is { IsOwn: false };

    // A new one that nobody wrote into yet is no loss.
    private bool IsUnsaved => _editor is { IsChanged: true } && (_id is not null || _editor.CanUndo);

    private string StartHref => $"sessions/new?workout={Uri.EscapeDataString(_id ?? "")}";

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        // The address follows a first save; the builder and its undo stay.
        if (!_isLoaded || WorkoutId != _id)
        {
            _isLoaded = true;
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        _caller = (await Authentication).User.ToCaller();
        _players = await myPlayers.OfAsync(_caller, _closed.Token);
        (_trouble, _id) = (null, WorkoutId);
        if (_id is null)
        {
            _source = null;
            var type = Enum.TryParse<WorkoutType>(Type, ignoreCase: true, out var asked) && Enum.IsDefined(asked) ? asked : WorkoutType.Conditioning;
            _editor = PlanEditor.Begin(new WorkoutDraft("New workout", new WorkoutPlan(type, null, [])));
            return;
        }

        _source = await library.FindAsync(_caller, _id, _closed.Token);
        _isMissing = _source is null;
        _editor = _source is null ? null : PlanEditor.Open(new WorkoutDraft(_source.Name, _source.Plan, _source.Tags, _source.IsTemplate, _source.IsShared));
        if (_isMissing && !RendererInfo.IsInteractive)
        {
            navigation.NotFound();
        }
    }

    private void Edit(PlanEditor editor) => _editor = editor;

    // Links of a page that is not all interactive lead away without the lock being asked (enhanced navigation); the script hands them over.
    private void Do(string? deed)
    {
        if (deed?.Split(' ') is ["leave", var address])
        {
            if (address.StartsWith(navigation.BaseUri, StringComparison.Ordinal))
            {
                navigation.NavigateTo(address);
            }

            return;
        }

        Edit(OutlineDeed.Do(_editor!, deed));
    }

    private Task SaveAsync() => SaveAsync(_id);

    private Task SaveAsCopyAsync() => SaveAsync(null);

    private async Task SaveAsync(string? id)
    {
        if (_busy || _editor is not { } editor)
        {
            return;
        }

        _busy = true;
        try
        {
            var answer = await library.SaveAsync(_caller, id, editor.Draft.ToWorkout(), _closed.Token, id is null ? null : _source?.ChangedAt);
            _trouble = answer.Refusal;
            if (answer.Workout is { } saved)
            {
                // What was changed while it was being saved is not saved.
                (_source, _id, _editor) = (saved, saved.Id, _editor.AsSaved(editor.Draft));
                if (WorkoutId != saved.Id)
                {
                    navigation.NavigateTo($"workouts/{saved.Id}", replace: true);
                }
            }
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task CopyAsync()
    {
        var answer = await library.CopyAsync(_caller, _id!, null, _closed.Token);
        _trouble = answer.Refusal;
        if (answer.Workout is { } copy)
        {
            messages.Add("This copy is yours to change.", Severity.Success);
            navigation.NavigateTo($"workouts/{copy.Id}");
        }
    }

    private async Task AskToLeaveAsync(LocationChangingContext leaving)
    {
        if (!IsUnsaved)
        {
            return;
        }

        var parameters = new DialogParameters<AskDialog>
        {
            { dialog => dialog.Text, $"What you changed in “{_editor!.Draft.Name}” since it was saved will be lost." },
            { dialog => dialog.Yes, "Leave without saving" },
        };
        var dialog = await dialogs.ShowAsync<AskDialog>("Leave the builder?", parameters, new DialogOptions { MaxWidth = MaxWidth.ExtraSmall, FullWidth = true });
        if (await dialog.Result is not { Canceled: false })
        {
            leaving.PreventNavigation();
        }
    }
}
