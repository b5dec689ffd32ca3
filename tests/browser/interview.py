"""A made interview in question-and-answer layout: invented words, the same each time."""

from random import Random

_QUESTIONS = (
    "How did the record begin?",
    "Who was in the room?",
    "What did the neighbours say?",
    "Was there a plan for the second half?",
    "Why is there so much silence on it?",
    "What would you do differently?",
    "How long did the last song take?",
    "Do you still own the tape machine?",
)
_SENTENCES = (
    "I left the windows open because the heating was broken and nobody would come before Thursday.",
    "There was a dog in the yard who barked in four, so we wrote around him.",
    "My sister counted us in from the stairs, and you can hear her knees.",
    "We had two microphones and one of them was for the rain.",
    "People think a kitchen is a small room until they have carried a piano into it.",
    "The first take was a mistake, and the second was a worse one, so we kept the first.",
    "I don’t write in the morning, I wash up, and that is where the words are.",
    "Somebody’s uncle had a lorry, and the lorry had opinions about hills.",
    "You learn a lot about a song by playing it to a person who is peeling potatoes.",
    "I wanted it to sound like a letter that was posted late.",
    "We recorded the choir through the wall, and the wall is the best thing on it.",
    "Nobody paid us to be quiet, and so we were not, not for one whole afternoon.",
    "It took nine days, seven of which were lunch.",
    "The label asked for a single, and I sent them a photograph of a door.",
    "I still hear the fridge when I hear the third song, and I miss that fridge.",
    "If the tape runs out, that is the end of the verse, we said, and it was.",
)


def interview(name: str, *, words: int, seed: int = 7) -> tuple[str, list[str]]:
    """At least so many words: paragraphs with blank lines between, and the answers as they should be quoted."""
    rng = Random(seed)
    paragraphs, answers, counted = [f"{name} has made a record in her kitchen. We asked her how."], [], 0
    while counted < words:
        answer = " ".join(rng.sample(_SENTENCES, 5))
        question = f"Liner: {_QUESTIONS[len(answers) % len(_QUESTIONS)]}"
        paragraphs += [question, f"{name}: {answer}"]
        answers.append(answer)
        counted += len(f"{question} {answer}".split())
    return "\n\n".join(paragraphs), answers
